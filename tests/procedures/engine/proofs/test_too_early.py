"""Answers that come too early: asked of everybody who passed a question, on small catalogues."""

from itertools import chain, combinations

from hypothesis import assume, given

from procedures.engine.evaluation import evaluate
from procedures.engine.explanation import why_not
from procedures.engine.proofs.gaps import passed_questions, too_early
from procedures.engine.proofs.meaning import Meaning
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
)


def found_in(rules):
    meaning = Meaning(Space([rules], TODAY), rules)
    return list(too_early(meaning))


def asking_everybody(rules, plain):
    """Return the procedures that are recommended to somebody too early."""
    found = set()
    people = raw_people(plain)
    passed = passed_questions(rules)
    for lacking in chain.from_iterable(combinations(passed, n + 1) for n in range(len(passed))):
        more = {}
        for raw in people:
            left = {key: value for key, value in raw.items() if key not in lacking}
            more.setdefault(tuple(left.items()), []).append(raw)
        for left, whole in more.items():
            found |= given_too_early(rules, dict(left), lacking, whole)
    return found


def given_too_early(rules, left, lacking, whole):
    given = complete(rules, left)
    if given is None:
        return set()
    here = Situation(rules, given, TODAY)
    if not any(here.applies(key) for key in lacking):
        return set()
    told = [complete(rules, raw) for raw in whole]
    later = [Situation(rules, one, TODAY) for one in told if one is not None]
    return {
        one.id
        for members in rules.tracks.values()
        for place, one in enumerate(members)
        if not one.otherwise
        and best_of(here, one)
        and any(
            here.truth_of_procedure(other) is None
            and any(situation.truth_of_procedure(other) for situation in later)
            for other in members[:place]
        )
    }


@examples(150)
@given(catalogues())
def test_what_is_found_is_what_asking_everybody_shows(plain):
    assume(len(raw_people(plain)) <= LARGEST // 4)
    rules = rule_set_from_plain(plain)
    found = found_in(rules)
    assert {one.subject for one in found} == asking_everybody(rules, plain)
    for one in found:
        shown = {each.procedure.id: each for each in evaluate(rules, one.witness, TODAY).procedures}
        assert shown[one.subject].recommended
        assert not shown[one.others[0]].certain


def two(**low):
    return make_rules(
        make_question("marie", late=True),
        procedures=[
            make_procedure("conjoint", rank=1, when={"marie": True}),
            make_procedure("general", rank=2, **low),
        ],
    )


def test_a_catch_all_waits_for_the_better_ranked():
    for low, early in (({}, True), ({"otherwise": True}, False)):
        rules = two(**low)
        found = [(one.subject, one.others, one.witness) for one in found_in(rules)]
        assert found == ([("general", ("conjoint",), {})] if early else [])
        result = evaluate(rules, {}, TODAY).procedures
        assert [one.procedure.id for one in result if one.recommended] == ["general"] * early
    listed = [
        [(one.procedure.id, one.certain) for one in evaluate(rules, answers, TODAY).procedures]
        for answers in ({}, {"marie": True}, {"marie": False})
    ]
    assert listed == [
        [("conjoint", False), ("general", False)],
        [("conjoint", True)],
        [("general", True)],
    ]


def test_why_it_is_not_theirs_is_what_makes_the_better_one_theirs():
    rules = two(otherwise=True)
    situation = Situation(rules, {"marie": True}, TODAY)
    (outcome,) = why_not(situation, rules.procedures["general"])
    assert (outcome.test.fact, outcome.wanted, outcome.state) == ("marie", False, True)
