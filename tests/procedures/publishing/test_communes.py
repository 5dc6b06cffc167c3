"""The commune that a person means, found in the shipped table."""

import time

import pytest

from procedures.publishing.communes import arrondissements, commune, find_communes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nîmes", "30189"),
        ("NIMES", "30189"),
        ("  montauban ", "82121"),
        ("St Etienne", "42218"),
        ("Ste-Foy-lès-Lyon", "69202"),
        ("L'Haÿ-les-Roses", "94038"),
        ("chalon s/ saone", "71076"),
        ("vigan", "30350"),
        ("La Rochelle", "17300"),
        ("Saint-Denis, Île-de-France", "97411"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, code):
    assert find_communes(text)[0].code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("34000", "34172"),
        ("34090 Montpellier", "34172"),
        ("Saint-Denis 93200", "93066"),
        ("31203 Toulouse Cedex 2", "31555"),
        ("2A004", "2A004"),
    ],
)
def test_a_postal_code_is_found_alone_or_with_the_name(text, code):
    assert find_communes(text)[0].code == code


@pytest.mark.parametrize("text", ["montpelier", "monptellier", "montpellierr", "mantpellier"])
def test_one_typing_error_is_forgiven(text):
    assert find_communes(text)[0].code == "34172"


def test_an_error_is_forgiven_only_when_nothing_else_matches():
    assert [place.code for place in find_communes("nimes")] == ["30189"]


@pytest.mark.parametrize("text", ["", "-", "zzzzqqq", "99999"])
def test_what_names_no_commune_finds_nothing(text):
    assert find_communes(text) == []


def test_the_exact_name_goes_before_a_larger_commune():
    names = [place.name for place in find_communes("saint-denis")]
    assert names[0] == "Saint-Denis"
    assert names.index("Saint-Denis-en-Val") > names.count("Saint-Denis") - 1


def test_st_is_also_the_beginning_of_other_names():
    names = [place.name for place in find_communes("st")]
    assert "Strasbourg" in names
    assert "Saint-Étienne" in names


def test_no_more_than_the_limit_is_returned():
    assert len(find_communes("saint", limit=3)) == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Paris 13e arrondissement", "75056"),
        ("75116", "75056"),
        ("75113", "75056"),
        ("Lyon 3ème", "69123"),
        ("13201", "13055"),
    ],
)
def test_a_municipal_arrondissement_leads_to_its_commune(text, code):
    assert find_communes(text)[0].code == code


@pytest.mark.parametrize(
    ("code", "department", "arrondissement"),
    [
        ("34172", "34", "343"),
        ("09122", "09", "091"),
        ("2A004", "2A", "2A1"),
        ("97411", "974", "9741"),
        ("75113", "75", "751"),
        ("98735", "987", None),
    ],
)
def test_a_commune_knows_its_department_and_arrondissement(code, department, arrondissement):
    place = commune(code)
    assert (place.department, place.arrondissement) == (department, arrondissement)
    assert arrondissements().get(code) == arrondissement


def test_an_unknown_code_is_no_commune():
    assert commune("34999") is None


@pytest.mark.parametrize("text", ["st", "saint 34", "zzzzqqq zzzzqqq zzzz", "montpelier", "340"])
def test_a_search_is_fast(text):
    find_communes(text)
    durations = []
    for _ in range(5):
        start = time.process_time()
        find_communes(text)
        durations.append(time.process_time() - start)
    assert min(durations) < 0.005
