"""Blind spots: each test of a day or a number wants a case on both sides of its edge."""

from datetime import date, timedelta

import pytest

from procedures.engine.proofs.edges import Tried, blind_spots
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules


def day(shift, today=TODAY):
    return today + timedelta(shift)


def missing(kind, operand, values, *, today=TODAY):
    """The answer that is found to be missing where cases give these values, ``None`` if none."""
    rules = make_rules(
        make_question("x", kind, allow_unknown=True),
        procedures=[make_procedure("une", when={"x": operand})],
    )
    found = list(blind_spots(rules, [Tried({"x": one}, today) for one in values]))
    assert len(found) <= 1
    if not found:
        return None
    assert (found[0].subject, str(found[0].place)) == ("x", "procedures/famille.yaml : une.when")
    assert found[0].others == (str(found[0].witness["x"]),)
    return found[0].witness["x"]


@pytest.mark.parametrize(
    ("operand", "edges"),
    [
        ({"lt": 18}, [17, 18]),
        ({"gte": 18}, [17, 18]),
        ({"lte": 18}, [18, 19]),
        ({"gt": 18}, [18, 19]),
        (18, [17, 18, 19]),
        ([18], [17, 18, 19]),
        ({"between": [18, 20]}, [17, 18, 20, 21]),
        ({"gte": 0}, []),
        ({"lt": 1}, [0, 1]),
    ],
)
def test_a_number_test_wants_the_numbers_beside_its_edges(operand, edges):
    assert missing("integer", operand, edges) is None
    for edge in edges:
        others = [one for one in edges if one != edge]
        assert missing("integer", operand, [*others, None, 99]) == edge


MONTH = {"months": 1}


@pytest.mark.parametrize(
    ("operand", "edges"),
    [
        ({"past": True}, [day(-1), day(0)]),
        ({"past": False}, [day(-1), day(0)]),
        ({"within": MONTH}, [day(-1), day(0), date(2026, 12, 24), date(2026, 12, 25)]),
        ({"beyond": MONTH}, [date(2026, 12, 24), date(2026, 12, 25)]),
        ({"since_at_least": MONTH}, [date(2026, 10, 24), date(2026, 10, 25)]),
        (
            {"since_less_than": MONTH},
            [date(2026, 10, 24), date(2026, 10, 25), day(0), day(1)],
        ),
        ({"gte": date(2027, 1, 1)}, [date(2026, 12, 31), date(2027, 1, 1)]),
    ],
)
def test_a_date_test_wants_the_days_beside_its_edges(operand, edges):
    assert missing("date", operand, edges) is None
    for edge in edges:
        others = [one for one in edges if one != edge]
        assert missing("date", operand, [*others, None, day(4000)]) == edge


def test_the_missing_day_is_told_as_of_the_newest_case():
    rules = make_rules(
        make_question("x", "date"), procedures=[make_procedure("une", when={"x": {"past": True}})]
    )
    later = TODAY + timedelta(7)
    cases = [Tried({"x": day(0)}, TODAY), Tried({"x": day(0, later)}, later)]
    (found,) = blind_spots(rules, cases)
    assert found.witness == {"x": day(-1, later)}
    (found,) = blind_spots(rules, reversed(cases))
    assert found.witness == {"x": day(-1, later)}


def test_a_case_stands_on_the_edge_of_its_own_day():
    rules = make_rules(
        make_question("x", "date"), procedures=[make_procedure("une", when={"x": {"past": True}})]
    )
    later = TODAY + timedelta(7)
    cases = [Tried({"x": day(-1)}, TODAY), Tried({"x": later}, later)]
    assert list(blind_spots(rules, cases)) == []
    crossed = [Tried({"x": later - timedelta(1)}, TODAY), Tried({"x": TODAY}, later)]
    assert len(list(blind_spots(rules, crossed))) == 1


def test_a_test_written_twice_is_found_once_and_different_tests_each():
    rules = make_rules(
        make_question("x", "integer"),
        procedures=[
            make_procedure("une", 1, {"x": {"lt": 3}}),
            make_procedure("deux", 2, {"x": {"lt": 3}}),
            make_procedure("trois", 3, {"not": {"x": {"lt": 5}}}),
        ],
    )
    found = list(blind_spots(rules, [Tried({"x": 9}, TODAY)]))
    places = [one.place.path for one in found]
    assert places == ["une.when", "trois.when"]


def test_what_is_neither_a_day_nor_a_number_has_no_edge():
    rules = make_rules(
        make_question("x", "choice", "a", "b"),
        make_question("n", "integer"),
        procedures=[make_procedure("une", when={"x": "a", "n": {"known": True}})],
    )
    assert list(blind_spots(rules, [Tried({}, TODAY)])) == []


def test_a_test_of_the_day_itself_wants_no_case():
    rules = make_rules(
        make_question("x"),
        procedures=[make_procedure("une", when={"today": {"gte": date(2027, 1, 1)}})],
    )
    assert list(blind_spots(rules, [Tried({}, TODAY)])) == []


def test_a_derived_number_has_edges_but_no_answer_that_shows_them():
    rules = make_rules(
        make_question("birth_date", "date"),
        procedures=[make_procedure("une", when={"age_today": {"gte": 18}})],
    )
    (found,) = blind_spots(rules, [Tried({"birth_date": date(2008, 11, 24)}, TODAY)])
    assert (found.subject, found.others, found.witness) == ("age_today", ("17",), None)
