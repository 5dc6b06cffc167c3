"""What is lacking for a procedure, as answers: on which ways, how far, until when."""

from datetime import date

import pytest
from hypothesis import given

from procedures.engine.conditions.tree import truth_of_test
from procedures.engine.explanation import Lacking, day_of_change, values_for
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation

from .builders import TODAY, make_procedure, make_question, make_rules
from .examples import examples
from .strategies import TODAY as DAY
from .strategies import catalogues_and_people

YES, NO = (dict.fromkeys("abc", value) for value in (True, False))
A, B, C = ({one: True} for one in "abc")
DERIVED = {
    "key": "d",
    "kind": "yes_no",
    "rules": [{"value": False, "when": A}, {"value": True, "when": {}}],
}


def ways(when, answers, **options):
    """The ways to a procedure, each as its (question, wanted)."""
    rules = make_rules(
        *(make_question(one, allow_unknown=True) for one in "abc"),
        derived_facts=[DERIVED],
        procedures=[make_procedure("carte", when=when)],
    )
    found = Lacking(Situation(rules, answers, TODAY), **options).of_procedure(
        rules.procedures["carte"]
    )
    return [[(one.test.fact, one.wanted) for one in way] for way in found]


@pytest.mark.parametrize(
    ("when", "answers", "expected"),
    [
        (A, YES, [[]]),
        (A, NO, [[("a", True)]]),
        # Where one test is enough for « why not », all that is missing is told.
        ({**A, **B}, NO, [[("a", True), ("b", True)]]),
        ({**A, **B}, {"a": True, "b": False}, [[("b", True)]]),
        ({"not": {"any": [A, B]}}, YES, [[("a", False), ("b", False)]]),
        ({"any": [{**A, **B}, C]}, NO, [[("c", True)], [("a", True), ("b", True)]]),
        # What is not answered is nearer than what is answered otherwise.
        ({"any": [A, B]}, {"a": False, "b": None}, [[("b", True)], [("a", True)]]),
        # A deduced fact is told as the answers behind it, and what stands before its rule.
        ({"d": True}, YES, [[("a", False)]]),
        ({"d": True}, NO, [[]]),
        # The nearest way of one part may not go with another part.
        ({"d": True, "any": [A, {**B, **C}]}, {"a": False, "b": False, "c": False},
         [[("a", True)], [("b", True), ("c", True)]]),
        # Nobody is told to know less.
        ({"a": {"known": False}}, YES, []),
    ],
)  # fmt: skip
def test_the_ways_to_a_procedure(when, answers, expected):
    assert ways(when, answers) == expected


@pytest.mark.parametrize(("value", "wanted"), [(True, True), (False, False)])
def test_an_earlier_rule_that_is_not_settled_is_lacking(value, wanted):
    """The later rule has the same outcome, yet the fact is pending until the earlier is settled."""
    same = {
        **DERIVED,
        "rules": [
            {"value": value, "when": A},
            {"value": value, "when": B},
            {"value": not value, "when": {}},
        ],
    }
    rules = make_rules(
        *(make_question(one) for one in "ab"),
        derived_facts=[same],
        procedures=[make_procedure("carte", when={"d": wanted})],
    )
    situation = Situation(rules, {"b": True}, TODAY)
    assert situation.truth_of_procedure(rules.procedures["carte"]) is None
    found = Lacking(situation).of_procedure(rules.procedures["carte"])
    assert {one.test.fact for way in found for one in way} == {"a"}


def test_what_is_out_of_reach_comes_last():
    when = {"any": [A, {**B, **C}]}
    far = ways(when, NO, out_of_reach=lambda one: one.test.fact == "a")
    assert far[0] == [("b", True), ("c", True)]


def test_waiting_is_told_to_the_day():
    rules = make_rules(
        make_question("end", kind="date"),
        procedures=[
            make_procedure("carte", when={"end": {"within": {"months": 2}}}),
            make_procedure("autre", rank=20, when={"end": {"lt": "2026-01-01"}}),
        ],
    )
    situation = Situation(rules, {"end": date(2027, 5, 15)}, date(2026, 11, 24))
    ((soon,),) = Lacking(situation).of_procedure(rules.procedures["carte"])
    assert day_of_change(soon, situation.today) == date(2027, 3, 15)
    ((never,),) = Lacking(situation).of_procedure(rules.procedures["autre"])
    assert day_of_change(never, situation.today) is None


@examples(80)
@given(catalogues_and_people())
def test_what_is_lacking_is_not_so_and_can_be(pair):
    plain, answers = pair
    rules = rule_set_from_plain(plain)
    situation = Situation(rules, answers, DAY)
    lacking = Lacking(situation)
    for procedure in rules.procedures.values():
        found = lacking.of_procedure(procedure)
        assert (found == ((),)) is (situation.truth_of_procedure(procedure) is True)
        for outcome in (one for way in found for one in way):
            assert truth_of_test(outcome.test, outcome.state, DAY) is not outcome.wanted
            assert outcome.test.fact not in rules.derived_facts
            if outcome.test.fact in rules.questions:
                for value in values_for(situation, outcome):
                    assert truth_of_test(outcome.test, value, DAY) is outcome.wanted
