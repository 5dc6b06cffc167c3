"""Classes of answers: values that some rule tells apart are apart, and no others."""

from datetime import date, timedelta

import pytest

from procedures.engine.proofs.domains import domains_of
from procedures.engine.proofs.domains import tests_by_fact as facts_tested
from procedures.engine.values.facts import COUNTRY_CODES, Missing
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules


def domain(question, *conditions, key=None, not_given=False, **sections):
    procedures = [make_procedure(f"d{index}", index, when) for index, when in enumerate(conditions)]
    arrondissements = sections.pop("table", None)
    rules = make_rules(question, procedures=procedures, arrondissements=arrondissements, **sections)
    return domains_of([rules], TODAY, not_given=not_given)[key or question["key"]]


def examples_of(*args, **options):
    return [one.example for one in domain(*args, **options).classes]


def day(shift):
    return TODAY + timedelta(shift)


NUMBER = make_question("n", "integer")


@pytest.mark.parametrize(
    ("conditions", "extents"),
    [
        ([], [(0,)]),
        ([{"n": {"lt": 18}}], [(0, 17), (18, 19)]),
        ([{"n": {"lte": 18}}], [(0, 18), (19,)]),
        ([{"n": {"gt": 18}}], [(0, 18), (19,)]),
        ([{"n": {"gte": 18}}], [(0, 17), (18, 19)]),
        ([{"n": 3}], [(0, 4), (3,)]),
        ([{"n": [3, 5]}], [(0, 6), (3, 5)]),
        ([{"n": {"between": [3, 5]}}], [(0, 6), (3, 5)]),
        ([{"n": {"gte": 0}}], [(0, 1)]),
        ([{"n": {"lt": 2}}, {"n": {"gt": 4}}], [(0, 1), (2, 4), (5,)]),
    ],
)
def test_numbers_are_cut_at_the_edges_of_their_tests(conditions, extents):
    assert [one.values for one in domain(NUMBER, *conditions).classes] == extents


def test_the_example_of_a_number_is_plausible():
    """The largest that was tried rather than 0: few people are that young."""
    assert examples_of(NUMBER, {"n": {"lt": 18}}) == [17, 18]


DAY = make_question("jour", "date")


@pytest.mark.parametrize(
    ("when", "edges"),
    [
        ({"past": True}, [-1, 0]),
        ({"past": False}, [-1, 0]),
        ({"within": {"days": 30}}, [-1, 0, 30, 31]),
        ({"beyond": {"days": 30}}, [30, 31]),
        ({"since_at_least": {"days": 30}}, [-30, -29]),
        ({"since_less_than": {"days": 30}}, [-30, -29, 0, 1]),
        ({"gte": day(5)}, [4, 5]),
        ({"lt": day(5)}, [4, 5]),
        ({"between": [day(-5), day(5)]}, [-6, -5, 5, 6]),
    ],
)
def test_dates_are_cut_at_the_edges_of_their_tests(when, edges):
    made = domain(DAY, {"jour": when})
    for below, above in zip(edges[::2], edges[1::2], strict=True):
        assert made.class_of(day(below)) != made.class_of(day(above))
    apart = sorted({-9999, *edges, 9999})
    for shift in apart:
        inner = made.class_of(day(shift))
        assert inner is not None
        assert made.class_of(made.classes[inner].example) == inner
    assert len(made.classes) == len({made.class_of(day(shift)) for shift in apart})


def test_the_example_of_a_date_is_near():
    assert examples_of(DAY) == [TODAY]
    assert set(examples_of(DAY, {"jour": {"past": True}})) == {TODAY, day(-1)}


def test_the_extent_of_dates_goes_from_the_first_to_the_last_tried():
    (never, soon) = domain(DAY, {"jour": {"within": {"days": 10}}}).classes
    assert {never.values[0], never.values[-1], *soon.values} >= {day(0), day(10)}
    assert soon.values == (day(0), day(10)) or never.values == (day(0), day(10))


def test_a_birth_date_is_cut_where_ages_are_tested():
    born = make_question("birth_date", "date")
    made = domain(born, {"age_today": {"gte": 18}}, key="birth_date")
    eighteen = date(2008, 11, 24)
    assert len(made.classes) == 2
    assert made.class_of(eighteen) != made.class_of(eighteen + timedelta(1))
    assert made.class_of(date(1950, 1, 1)) == made.class_of(eighteen)


COLOUR = make_question("c", "choice", "rouge", "vert", "bleu")


@pytest.mark.parametrize(
    ("conditions", "groups"),
    [
        ([], [("rouge", "vert", "bleu")]),
        ([{"c": "vert"}], [("rouge", "bleu"), ("vert",)]),
        ([{"c": ["vert", "bleu"]}], [("rouge",), ("vert", "bleu")]),
        ([{"c": "vert"}, {"c": "bleu"}], [("rouge",), ("vert",), ("bleu",)]),
        ([{"c": {"known": True}}], [("rouge", "vert", "bleu")]),
        ([{"c": {"in_group": "froid"}}], [("rouge",), ("vert", "bleu")]),
    ],
)
def test_values_that_no_rule_tells_apart_are_one_class(conditions, groups):
    named = [{"key": "froid", "fact": "c", "values": ["vert", "bleu"]}]
    found = domain(COLOUR, *conditions, groups=named).classes
    assert [one.values for one in found] == groups


def test_a_value_that_is_offered_to_some_only_is_a_class_of_its_own():
    colours = make_question(
        "c", "choice", "rouge", {"value": "vert", "text": "vert", "when": {"n": 1}}
    )
    rules = make_rules(NUMBER, colours)
    found = domains_of([rules], TODAY)["c"].classes
    assert [one.values for one in found] == [("rouge",), ("vert",)]


def test_sets_of_choices_are_classes_by_what_their_tests_see():
    several = make_question("s", "choices", "a", "b", "c")
    assert len(domain(several).classes) == 1
    assert len(domain(several, {"s": "a"}).classes) == 2
    assert len(domain(several, {"s": {"includes_all": ["a", "b"]}}).classes) == 2
    assert len(domain(several, {"s": {"includes_any": ["a"]}}, {"s": "b"}).classes) == 4


def test_of_many_choices_pairs_are_tried():
    several = make_question("s", "choices", *(f"v{index}" for index in range(11)))
    made = domain(several, {"s": {"includes_all": ["v0", "v1"]}}, {"s": "v2"})
    assert {one.example for one in made.classes} == {(), ("v2",), ("v0", "v1")}
    ten = make_question("s", "choices", *(f"v{index}" for index in range(10)))
    made = domain(ten, {"s": {"includes_all": ["v0", "v1", "v3"]}})
    assert ("v0", "v1", "v3") in {one.example for one in made.classes}


def test_a_set_with_a_value_that_may_drop_out_stays_apart():
    several = make_question("s", "choices", "a", "b", {"value": "c", "text": "c", "when": {"n": 1}})
    found = domains_of([make_rules(NUMBER, several)], TODAY)["s"].classes
    assert [one.example for one in found] == [(), ("c",)]


def test_a_country_is_any_code_and_the_choices_beside():
    country = make_question("pays", "country", "XXA")
    (rest, algeria, stateless) = domain(country, {"pays": "DZ"}, {"pays": ["DZ", "XXA"]}).classes
    assert algeria.values == ("DZ",)
    assert stateless.values == ("XXA",)
    assert set(rest.values) == COUNTRY_CODES - {"DZ"}


def test_yes_and_no_are_told_apart_only_if_a_rule_does():
    assert examples_of(make_question("q"), {"q": True}) == [True, False]
    assert examples_of(make_question("q")) == [True]


TOWN = make_question("commune", "commune")


@pytest.mark.parametrize(
    ("conditions", "sections", "examples"),
    [
        ([], {}, ["99999"]),
        ([{"departement": "34"}], {}, ["34001", "99999"]),
        ([{"departement": ["34", "974"]}], {}, ["34001", "97401", "99999"]),
        ([{"commune": "34172"}], {}, ["34172", "99999"]),
        ([{"commune": "34172"}, {"departement": "34"}], {}, ["34001", "34172", "99999"]),
        ([], {"departments": {"82": {"code": "82"}}}, ["82001", "99999"]),
        (
            [],
            {"departments": {"82": {"code": "82"}, "national": {"code": "national"}}},
            ["82001", "99999"],
        ),
        ([{"arrondissement": "821"}], {"table": {"82001": "821"}}, ["82001", "99999"]),
    ],
)
def test_places_are_told_apart_by_what_their_rules_see(conditions, sections, examples):
    assert sorted(examples_of(TOWN, *conditions, **sections)) == examples


def test_arrondissements_of_one_departement_are_apart_where_they_are_tested():
    table = {"34001": "341", "34172": "342", "34200": "343"}
    tested = domain(
        TOWN, {"arrondissement": "341"}, table=table, departments={"34": {"code": "34"}}
    )
    assert tested.class_of("34172") == tested.class_of("34200") != tested.class_of("34001")
    assert tested.class_of("34999") not in (tested.class_of("34001"), tested.class_of("34172"))
    untested = domain(TOWN, {"departement": "34"}, table=table)
    assert untested.class_of("34172") == untested.class_of("34001") == untested.class_of("34999")


def test_overseas_departements_have_three_digits():
    assert "97401" in examples_of(TOWN, {"departement": "974"})


def test_those_who_do_not_know_and_those_who_did_not_answer_are_classes():
    unsure = make_question("q", allow_unknown=True)
    assert examples_of(unsure, {"q": True}) == [True, False, Missing.UNKNOWN]
    assert examples_of(make_question("q"), {"q": True}, not_given=True) == [
        True,
        False,
        Missing.PENDING,
    ]
    made = domain(unsure, not_given=True)
    assert made.class_of(Missing.UNKNOWN) == 1
    assert made.class_of(Missing.PENDING) == 2
    assert made.class_of(Missing.ABSENT) is None
    assert domain(make_question("q")).class_of(Missing.UNKNOWN) is None


def test_a_value_of_no_class_is_in_none():
    assert domain(COLOUR, {"c": "vert"}).class_of("rouge") == 0
    assert domain(COLOUR, {"c": "vert"}, {"c": "rouge"}).class_of("violet") is None


def test_two_rule_sets_share_their_classes():
    first = make_rules(NUMBER, procedures=[make_procedure("a", when={"n": {"lt": 3}})])
    second = make_rules(
        make_question("n", "integer", allow_unknown=True),
        make_question("q"),
        procedures=[make_procedure("a", when={"n": {"lt": 8}})],
    )
    found = domains_of([first, second], TODAY)
    assert list(found) == ["n", "q"]
    assert [one.values for one in found["n"].classes] == [(0, 2), (3, 7), (8, 9), ()]


def test_tests_are_listed_once_by_fact():
    rules = make_rules(
        NUMBER,
        COLOUR,
        procedures=[
            make_procedure("a", 1, {"n": 1, "c": "vert"}),
            make_procedure("b", 2, {"not": {"n": 1}}),
            make_procedure("c", 3, {"n": 2}),
        ],
    )
    found = facts_tested([rules, rules])
    assert {fact: [one.operand for one in tests] for fact, tests in found.items()} == {
        "n": [1, 2],
        "c": ["vert"],
    }
