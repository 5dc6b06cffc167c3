"""A case that tries nothing and an inquiry that asks nothing: told, and stored by no import."""

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import (
    emptiness_of,
    empty_entries,
    load_into_database,
    plain_from_database,
    read_folder,
)
from procedures.models import Case
from tests.procedures.exchange.test_round_trip import SMALL

AGE = {"age": 20}
NOTHING = (
    {},
    {"of": "carte"},
    {"also": ["carte"]},
    {"possible": [], "documents": {}, "costs": {}},
    {"documents": {"include": [], "exclude": []}, "window": {"from": None}},
)
SOMETHING = (
    {"procedures": []},
    {"also": ["carte"], "shown": ["autre"]},
    {"costs": {"total": 0}},
    {"questions_at_most": 0},
    {"window": {"to": "2027-01-01"}},
)


@pytest.mark.parametrize("expect", NOTHING)
def test_an_expectation_that_compares_nothing_is_none(expect):
    (told,) = emptiness_of(AGE, expect)
    assert "attendu" in told


@pytest.mark.parametrize("expect", SOMETHING)
def test_an_expectation_that_compares_something_is_one(expect):
    assert emptiness_of(AGE, expect) == []
    assert emptiness_of({"age": None}, expect) == []
    (told,) = emptiness_of({}, expect)
    assert "répondu" in told


def with_what_says_nothing(part):
    plain = read_folder(SMALL)
    own = {} if part == "national" else {"department": part}
    plain["cases"] += [{"id": "vide", "file": "vides", **own, "answers": AGE, "expect": {}}]
    return plain


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["national", "82"])
def test_an_import_refuses_it_and_names_it(part):
    load_into_database(read_folder(SMALL))
    before = plain_from_database()
    for only in (None, part):
        with pytest.raises(InvalidCatalogue) as caught:
            load_into_database(with_what_says_nothing(part), only=only)
        (problem,) = caught.value.problems
        assert (problem.file, problem.path) == ("cases/vides.yaml", "vide")
    assert plain_from_database() == before


@pytest.mark.django_db
def test_what_says_nothing_in_another_part_keeps_nobody_from_importing():
    load_into_database(read_folder(SMALL))
    Case.objects.filter(key="sans_reponse").update(expect={})
    load_into_database(read_folder(SMALL), only="82")
    with pytest.raises(InvalidCatalogue):
        load_into_database(plain_from_database(), only="national")


@pytest.mark.django_db
def test_an_inquiry_without_a_question_is_refused():
    plain = read_folder(SMALL)
    name = next(iter(plain["inquiries"]))
    plain["inquiries"][name] = []
    (problem,) = empty_entries(plain)
    assert problem.file == f"enquetes/{name}.yaml"
    assert not list(empty_entries(plain, "82"))
    with pytest.raises(InvalidCatalogue):
        load_into_database(plain)
