"""A case of a département belongs to its part in files, in the database and in editions."""

from copy import deepcopy

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import check_plain
from procedures.exchange import load_into_database, plain_from_database, read_folder, write_folder
from procedures.exchange.plain import canonical
from procedures.models import Case
from procedures.publishing.parts import preparing
from tests.procedures.exchange.test_round_trip import SMALL


@pytest.fixture
def small():
    return read_folder(SMALL)


@pytest.fixture
def stored(small, db):
    load_into_database(small)
    return small


def ids(plain):
    return [case["id"] for case in plain["cases"]]


def make_case(name, department="", **more):
    own = {"department": department} if department else {}
    return {
        "id": name,
        "file": "etudes",
        **own,
        "answers": {"age": 20},
        "expect": {"procedures": []},
    } | more


def test_case_is_stored_in_its_departement(stored):
    parts_of_rows = {case.key: case.part for case in Case.objects.all()}
    expected = {"suedoise_montauban": "national", "sans_reponse": "national", "a_montauban": "82"}
    assert parts_of_rows == expected
    assert plain_from_database() == stored


def test_order_of_cases_is_by_file_then_national_first(small):
    small["cases"] = [
        make_case("z", "82"),
        make_case("y"),
        make_case("x", "34"),
        make_case("w", file="asile"),
        make_case("v"),
    ]
    assert ids(canonical(small)) == ["w", "y", "v", "x", "z"]


def test_order_of_cases_goes_and_comes_back(stored, tmp_path):
    stored["cases"] += [make_case("z", "82"), make_case("b", "82")]
    stored["cases"].insert(0, make_case("y"))
    plain = canonical(stored)
    load_into_database(plain)
    write_folder(plain_from_database(), tmp_path)
    assert read_folder(tmp_path) == plain == preparing.join(preparing.split(plain))


def test_only_a_departement_replaces_its_cases(stored):
    new = deepcopy(stored)
    new["cases"] = [make_case("autre"), make_case("nouveau", "82", persona="Awa")]
    load_into_database(new, only="82")
    assert ids(plain_from_database()) == ["suedoise_montauban", "sans_reponse", "nouveau"]


def test_only_national_leaves_the_cases_of_departements(stored):
    new = deepcopy(stored)
    new["cases"] = [make_case("autre"), make_case("nouveau", "82")]
    new["examples"] = []
    load_into_database(new, only="national")
    assert ids(plain_from_database()) == ["autre", "a_montauban"]


def test_import_of_a_part_does_not_take_the_name_of_another_part_s_case(stored):
    new = deepcopy(stored)
    new["cases"] = [make_case("sans_reponse", "82")]
    with pytest.raises(InvalidCatalogue) as caught:
        load_into_database(new, only="82")
    assert {problem.path for problem in caught.value.problems} == {"sans_reponse"}
    assert plain_from_database() == stored


def test_whole_import_may_move_a_case_to_a_departement(stored):
    row = Case.objects.get(key="sans_reponse").pk
    new = deepcopy(stored)
    next(one for one in new["cases"] if one["id"] == "sans_reponse")["department"] = "82"
    load_into_database(new)
    assert Case.objects.get(key="sans_reponse").part == "82"
    assert Case.objects.get(key="sans_reponse").pk == row


@pytest.mark.parametrize("code", ["34", "national", 82, ""])
def test_departement_that_there_is_not_is_refused(small, code):
    small["cases"].append(make_case("ailleurs", department="34"))
    small["cases"][-1]["department"] = code
    (problem,) = (one for one in check_plain(small) if one.blocking)
    assert (problem.file, problem.path) == ("cases/etudes.yaml", "ailleurs.department")


def test_parts_hold_their_own_cases(small):
    cut = preparing.split(small)
    assert ids(cut["national"]) == ["suedoise_montauban", "sans_reponse"]
    assert ids(cut["82"]) == ["a_montauban"]
    assert preparing.join(cut) == small


def test_part_without_cases_is_what_it_was_before(small):
    small["cases"] = [one for one in small["cases"] if "department" not in one]
    # Editions published before have the same digest: nothing of them has to be published again.
    assert set(preparing.split(small)["82"]) == {"department", "translations"}
    assert set(preparing.split({"questions": [], "departments": {}})["national"]) == {
        "questions",
        "translations",
    }
