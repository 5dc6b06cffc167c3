"""What is first published has a source and people; what is in force is never held to it."""

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import load_into_database
from procedures.models import Case, Procedure
from procedures.publishing.checks.completeness import people_of, unfounded
from procedures.publishing.editions import publisher
from tests.procedures.engine.builders import make_plain, make_procedure, make_question
from tests.shipped import shipped_plain

SOURCE = {"source": {"reference": "CESEDA, L. 421-1", "checked_on": "2026-11-01"}}


def case(name, **expect):
    return {"id": name, "answers": {"age": 20}, "expect": expect}


PEOPLE = [
    case("awa", procedures=["visa"]),
    case("bo", possible=["visa"]),
    case("chen", not_procedures=["visa"]),
]


def catalogue(*, cases=PEOPLE, **visa):
    listed = [make_procedure("carte"), make_procedure("visa", rank=2, **visa)]
    return make_plain(make_question("age", "integer"), procedures=listed, cases=cases)


BEFORE = {"national": {"procedures": [make_procedure("carte")]}}


@pytest.mark.parametrize(
    ("visa", "cases", "kinds"),
    [
        (SOURCE, PEOPLE, []),
        ({}, PEOPLE, ["unsourced"]),
        ({"source": {"reference": "CESEDA"}}, PEOPLE, ["unsourced"]),
        (SOURCE, PEOPLE[1:], ["untried"]),
        (SOURCE, PEOPLE[:2], ["untried"]),
        ({}, [], ["unsourced", "untried"]),
    ],
)
def test_it_needs_a_read_source_two_who_get_it_and_one_who_does_not(visa, cases, kinds):
    found = unfounded(catalogue(cases=cases, **visa), BEFORE)
    assert [one.kind for one in found] == kinds
    assert all(one.blocking and one.path == "visa" for one in found)


def test_what_the_public_knows_is_not_held_to_it_nor_a_first_installation():
    plain = catalogue(cases=[])
    assert unfounded(plain, {"national": {"procedures": plain["procedures"]}}) == []
    assert unfounded(plain, {}) == []
    renamed = catalogue(cases=[], formerly=["carte_visa"])
    known = {"national": {"procedures": [make_procedure("carte"), make_procedure("carte_visa")]}}
    assert unfounded(renamed, known) == []


def test_shipped_procedures_lack_at_most_a_person_who_does_not_get_them():
    """Why the rule holds what is new only: see decision 44."""
    plain = shipped_plain()
    found = unfounded(plain, {"national": {"procedures": []}})
    assert {one.kind for one in found} == {"untried"}
    counts = [people_of(plain, one.path) for one in found]
    assert all(positive >= 2 and negative == 0 for positive, negative in counts)
    assert len(found) < len(plain["procedures"]) / 5


@pytest.mark.django_db
def test_the_gate_refuses_it_then_publishes_it():
    load_into_database(catalogue(cases=[]) | {"departments": {"82": {"code": "82"}}})
    Procedure.objects.filter(key="visa").update(draft=True)
    publisher.publish()
    Procedure.objects.filter(key="visa").update(draft=False)
    with pytest.raises(InvalidCatalogue) as refused:
        publisher.publish(only="national")
    assert {one.kind for one in refused.value.problems} == {"unsourced", "untried"}
    assert publisher.publish(only="82").changed == ()
    Procedure.objects.filter(key="visa").update(
        source_reference="CESEDA", source_checked_on="2026-11-01", when={"age": {"gte": 18}}, rank=0
    )
    for key, age, expect in (
        ("awa", 20, {"procedures": ["visa"]}),
        ("bo", 30, {"procedures": ["visa"]}),
        ("chen", 10, {"not_procedures": ["visa"]}),
    ):
        Case.objects.create(key=key, file="essais", answers={"age": age}, expect=expect)
    assert publisher.publish(only="national").changed == ("national",)
