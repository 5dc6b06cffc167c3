"""Why a procedure, and what would change it, against trying everything on small catalogues."""

from itertools import combinations

import pytest
from hypothesis import Phase, assume, given

from procedures.engine.evaluation import listed
from procedures.engine.proofs import readings
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.readings import class_path, nearest_with, smallest_reason
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from tests.procedures.engine.builders import make_procedure, make_question, make_rules
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import (
    LARGEST,
    TODAY,
    best_of,
    catalogues,
    complete,
    raw_people,
    situations,
)
from tests.procedures.engine.proofs.sound import sound_rules
from tests.procedures.engine.proofs.truth_tables import value_at

MANY = examples(100, phases=[Phase.generate])
FEW = 12  # people of a catalogue that each property looks at


def meaning_of(rule_set):
    return Meaning(Space([rule_set], TODAY), rule_set)


def some(people):
    """A few people, spread over all of them."""
    return people[:: max(1, len(people) // FEW)]


@MANY
@given(catalogues())
def test_the_smallest_reason_suffices_and_no_smaller_one_does(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rule_set = rule_set_from_plain(plain)

    def holds(answers, procedure):
        return Situation(rule_set, answers, TODAY).truth_of_procedure(procedure) is True

    for _, situation in some(situations(rule_set, plain)):
        for procedure in rule_set.procedures.values():
            reason = smallest_reason(rule_set, situation, procedure)
            given_answers = situation.answers
            if not holds(given_answers, procedure):
                assert reason == {}
                continue
            assert reason.items() <= given_answers.items()
            assert holds(reason, procedure)
            for size in range(len(reason)):
                for chosen in combinations(given_answers, size):
                    assert not holds({key: given_answers[key] for key in chosen}, procedure)


@MANY
@given(catalogues())
def test_the_nearest_change_leads_to_the_procedure_and_none_is_smaller(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rule_set = rule_set_from_plain(plain)
    meaning = meaning_of(rule_set)
    people = situations(rule_set, plain)
    for procedure in rule_set.procedures.values():
        reached = [class_path(meaning, raw) for raw, one in people if best_of(one, procedure)]
        for raw, _ in some(people):
            found = nearest_with(meaning, raw, procedure)
            if not reached:
                assert found is None
                continue
            assert found.procedure == procedure.id
            answers = complete(rule_set, {**raw, **found.changed})
            assert best_of(Situation(rule_set, answers, TODAY), procedure)
            origin = class_path(meaning, raw)
            assert len(found.changed) == min(distance(origin, other) for other in reached)


def distance(origin, other):
    return sum(origin[level] != index for level, index in other.items())


def listed_at(meaning, answers):
    """Return whether each procedure is listed for complete answers, as the diagrams say."""
    path = class_path(meaning, answers)
    full = {level: path.get(level, 0) for level in range(len(meaning.space.questions))}
    return {
        one.id: value_at(meaning.store, meaning.listed(one), full)
        for one in meaning.rule_set.procedures.values()
    }


@MANY
@given(catalogues())
def test_the_diagrams_give_the_procedures_that_evaluation_lists(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rule_set = rule_set_from_plain(plain)
    meaning = meaning_of(rule_set)
    for raw, situation in some(situations(rule_set, plain)):
        shown = {one.id: certain or None for one, certain, _ in listed(situation)}
        assert listed_at(meaning, raw) == dict.fromkeys(rule_set.procedures, False) | shown


# --- examples


def test_what_is_not_answered_counts_as_changed_only_if_it_has_to_be_given():
    rules = sound_rules()
    meaning = meaning_of(rules)
    answers = {"commune": "34172"}
    found = nearest_with(meaning, answers, rules.procedures["travail"])
    assert found.changed == {"statut": "salarie"}
    answers = {"commune": "34172", "statut": "salarie"}
    assert nearest_with(meaning, answers, rules.procedures["travail"]).changed == {}


def test_the_answer_that_nobody_knows_is_an_answer_too():
    rules = make_rules(
        make_question("un", allow_unknown=True),
        procedures=[make_procedure("demarche", when={"not": {"un": {"known": True}}})],
    )
    meaning = meaning_of(rules)
    found = nearest_with(meaning, {"un": True}, rules.procedures["demarche"])
    assert found.changed == {"un": None}
    assert nearest_with(meaning, {"un": None}, rules.procedures["demarche"]).changed == {}


def many_questions(count):
    """One procedure: either of the last two answers suffices, with every earlier one."""
    names = [f"q{index:02}" for index in range(count)]
    when = {"any": [{"q00": True, "q01": True}, {f"q{count - 1:02}": True}]}
    rules = make_rules(
        *(make_question(name) for name in names), procedures=[make_procedure("demarche", when=when)]
    )
    return rules, Situation(rules, dict.fromkeys(names, True), TODAY)


@pytest.mark.parametrize("count", [3, 12, 13, 20])
def test_questions_that_a_procedure_does_not_read_do_not_hide_its_smallest_reason(count):
    rules, situation = many_questions(count)
    reason = smallest_reason(rules, situation, rules.procedures["demarche"])
    assert reason == {f"q{count - 1:02}": True}


def test_with_too_many_answers_to_try_the_reason_is_one_that_cannot_be_shortened(monkeypatch):
    monkeypatch.setattr(readings, "LARGEST_SEARCH", 1)
    rules = make_rules(
        *(make_question(name) for name in ("a", "b", "c")),
        procedures=[
            make_procedure("demarche", when={"any": [{"a": True}, {"b": True, "c": True}]})
        ],
    )
    situation = Situation(rules, {"a": True, "b": True, "c": True}, TODAY)
    procedure = rules.procedures["demarche"]
    assert smallest_reason(rules, situation, procedure) == {"b": True, "c": True}
    monkeypatch.setattr(readings, "LARGEST_SEARCH", 3)
    assert smallest_reason(rules, situation, procedure) == {"a": True}
    monkeypatch.setattr(readings, "LARGEST_SEARCH", 2)
    assert smallest_reason(rules, situation, procedure) == {"b": True, "c": True}


def test_of_reasons_as_short_the_first_asked_is_given():
    rules = make_rules(
        make_question("a"),
        make_question("b"),
        procedures=[make_procedure("demarche", when={"any": [{"b": True}, {"a": True}]})],
    )
    situation = Situation(rules, {"b": True, "a": True}, TODAY)
    assert smallest_reason(rules, situation, rules.procedures["demarche"]) == {"a": True}
