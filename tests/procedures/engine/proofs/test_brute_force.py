"""The proofs against brute force: on small catalogues, everybody is asked one by one.

Listing everybody takes longer than any question, so each catalogue serves all the questions.
"""

from dataclasses import dataclass

from hypothesis import Phase, assume, given

from procedures.engine.channels import resolve_channel
from procedures.engine.conditions.tree import facts_of, truth_of
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.dead import matters
from procedures.engine.proofs.findings import Report
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.channel_kinds import CHANNEL_KINDS
from procedures.engine.values.facts import Missing
from procedures.engine.values.rules import RuleSet
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import (
    LARGEST,
    TODAY,
    best_of,
    catalogues,
    raw_people,
    situations,
)

MANY = examples(150, phases=[Phase.generate])


@dataclass(frozen=True)
class Everybody:
    """A catalogue, what is proved of it, and everybody: (raw assignment, situation)."""

    rule_set: RuleSet
    report: Report
    people: list

    def found(self, *kinds):
        """Return the findings of some kinds, by kind and path."""
        return {
            (one.kind, one.place.path): one for one in self.report.findings if one.kind in kinds
        }


def ask_everybody(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rule_set = rule_set_from_plain(plain)
    report = analyse(rule_set, TODAY)
    assert "gaps" not in report.unfinished
    return Everybody(rule_set, report, situations(rule_set, plain))


def views_of_any_channel(situation, condition):
    if "channel" not in facts_of(condition):
        return [situation]
    return [ProcedureView(situation, kind) for kind in (*CHANNEL_KINDS, Missing.ABSENT)]


GAPS = ("gap_nothing", "gap_only_fallback", "gap_no_channel", "gap_no_step", "gap_no_document")


def answers_among(orientations):
    """The line for a household answers nobody: it is shown beside an answer only."""
    return [one.orientation for one in orientations if not one.orientation.household]


def is_dead_end(situation, result):
    """Somebody who knows all their answers gets nothing but fallbacks."""
    shown = answers_among(result.orientations)
    known = None not in situation.answers.values()
    return known and not result.procedures and all(one.fallback for one in shown)


def gaps_are_those_that_people_meet(everybody):
    found = everybody.found(*GAPS)
    expected = set()
    for _, situation in everybody.people:
        result = evaluate_situation(situation)
        if not result.procedures and not answers_among(result.orientations):
            expected.add(("gap_nothing", ""))
        elif is_dead_end(situation, result):
            expected.add(("gap_only_fallback", ""))
        for one in result.procedures:
            if not one.recommended:
                continue
            name = one.procedure.id
            if one.channel.known and one.channel.channel is None:
                expected.add(("gap_no_channel", name))
            if not any(step.certain for step in one.steps):
                expected.add(("gap_no_step", name))
            if not any(line.certain for line in one.documents):
                expected.add(("gap_no_document", name))
    assert set(found) == expected


def the_witness_of_a_gap_shows_it(everybody):
    for (kind, name), finding in everybody.found(*GAPS).items():
        situation = Situation(everybody.rule_set, finding.witness, TODAY)
        result = evaluate_situation(situation)
        if kind == "gap_nothing":
            assert not result.procedures
            assert not answers_among(result.orientations)
            continue
        if kind == "gap_only_fallback":
            assert is_dead_end(situation, result)
            assert answers_among(result.orientations)
            continue
        one = next(one for one in result.procedures if one.procedure.id == name)
        assert one.recommended
        if kind == "gap_no_channel":
            assert one.channel.known
            assert one.channel.channel is None
        else:
            listed = one.steps if kind == "gap_no_step" else one.documents
            assert not any(line.certain for line in listed)


def dead_rules_are_those_that_nobody_meets(everybody):
    kinds = ("dead_procedure", "dead_step", "dead_cost", "dead_document", "dead_orientation")
    found = {
        (kind, path) for kind, path in everybody.found(*kinds) if not path.startswith("overrides")
    }
    expected = set()
    for procedure in everybody.rule_set.procedures.values():
        name = procedure.id
        reached = [
            one
            for _, one in everybody.people
            if truth_of(everybody.rule_set.conditions[procedure.id], one)
        ]
        if not any(best_of(one, procedure) for one in reached):
            expected.add(("dead_procedure", f"{name}.when"))
            continue
        lines = [("dead_step", "steps.deposer", procedure.steps[0].when)]
        lines.append(("dead_cost", "costs.0", procedure.costs[0].when))
        names = {}
        for entry in procedure.documents:
            key = entry.documents[0]
            names[key] = names.get(key, 0) + 1
            path = key if names[key] == 1 else f"{key}#{names[key]}"
            lines.append(("dead_document", f"documents.{path}", entry.when))
        for kind, path, condition in lines:
            if not any(
                truth_of(condition, view)
                for one in reached
                for view in views_of_any_channel(one, condition)
            ):
                expected.add((kind, f"{name}.{path}"))
    for name, orientation in everybody.rule_set.orientations.items():
        if not any(truth_of(orientation.when, one) for _, one in everybody.people):
            expected.add(("dead_orientation", f"{name}.when"))
    assert found == expected


def dead_choices_values_and_channels_are_those_that_nobody_meets(everybody):
    found = set(everybody.found("dead_choice", "dead_value", "dead_channel"))
    expected = set()
    for question in everybody.rule_set.questions.values():
        asked = [one for _, one in everybody.people if truth_of(question.when, one)]
        for choice in question.choices:
            offered = any(truth_of(choice.when, one) is not False for one in asked)
            if asked and not offered:
                expected.add(("dead_choice", f"{question.key}.choices.{choice.value}.when"))
    for index, rule in enumerate(everybody.rule_set.derived_facts["derive"].rules):
        earlier = everybody.rule_set.derived_facts["derive"].rules[:index]
        if not any(
            truth_of(rule.when, one) and all(truth_of(e.when, one) is False for e in earlier)
            for _, one in everybody.people
        ):
            expected.add(("dead_value", f"derive.rules.{index}"))
    used = {
        id(resolve_channel(one, procedure).channel)
        for procedure in everybody.rule_set.procedures.values()
        for _, one in everybody.people
        if best_of(one, procedure)
    }
    departments = everybody.rule_set.departments.values()
    dead = [("dead_channel", "channels.0") for d in departments if id(d.channels[0]) not in used]
    expected |= set(dead)
    assert found == expected


def result_of(situation):
    """What questions may change: what is listed, and what the recommended procedures ask."""
    result = evaluate_situation(situation)
    details = [
        (
            one.procedure.id,
            one.channel.known,
            one.channel.channel and one.channel.channel.kind,
            [(line.entry.documents, line.certain) for line in one.documents],
            [step.certain for step in one.steps],
            [cost.certain for cost in one.costs],
        )
        for one in result.procedures
        if one.recommended
    ]
    listed = sorted((one.procedure.id, one.certain) for one in result.procedures)
    return repr((listed, sorted(details, key=repr)))


def a_question_matters_when_two_answers_to_it_give_two_results(everybody):
    meaning = Meaning(Space([everybody.rule_set], TODAY), everybody.rule_set)
    results = [(raw, result_of(situation)) for raw, situation in everybody.people]
    for key in everybody.rule_set.questions:
        groups = {}
        for raw, result in results:
            rest = repr({name: value for name, value in raw.items() if name != key})
            groups.setdefault(rest, set()).add(result)
        expected = any(len(different) > 1 for different in groups.values())
        # Lines that compensate each other (the same document twice) are told apart one by one.
        assert matters(meaning, key) or not expected
        if not matters(meaning, key):
            assert not expected


def always_and_never_are_true_of_everybody_concerned(everybody):
    for (kind, path), _ in everybody.found("always", "never").items():
        owner, _, inside = path.partition(".when")
        if owner not in everybody.rule_set.procedures:
            continue
        truths = {
            truth_of(everybody.rule_set.procedures[owner].when, one) for _, one in everybody.people
        }
        if not inside:
            assert truths == {True} if kind == "always" else True not in truths


def procedures_always_or_never_for_everybody_are_found(everybody):
    found = set(everybody.found("always", "never"))
    for procedure in everybody.rule_set.procedures.values():
        truths = {truth_of(procedure.when, one) for _, one in everybody.people}
        path = f"{procedure.id}.when"
        assert (("always", path) in found) is (truths == {True})
        assert (("never", path) in found) is (True not in truths)


QUESTIONS = (
    gaps_are_those_that_people_meet,
    the_witness_of_a_gap_shows_it,
    dead_rules_are_those_that_nobody_meets,
    dead_choices_values_and_channels_are_those_that_nobody_meets,
    a_question_matters_when_two_answers_to_it_give_two_results,
    always_and_never_are_true_of_everybody_concerned,
    procedures_always_or_never_for_everybody_are_found,
)


@MANY
@given(catalogues())
def test_what_is_proved_is_what_asking_everybody_shows(plain):
    everybody = ask_everybody(plain)
    for is_answered_alike in QUESTIONS:
        is_answered_alike(everybody)
