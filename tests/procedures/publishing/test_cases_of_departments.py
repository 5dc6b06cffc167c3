"""The cases of a département are run with all the others, and published with its part."""

from datetime import date

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import load_into_database
from procedures.models import Case, Department, Procedure
from procedures.publishing.cases import leads_elsewhere
from procedures.publishing.checks import checker
from procedures.publishing.editions import publisher

TODAY = date(2026, 11, 24)


def make_plain(*cases):
    return {
        "questions": [
            {"key": "commune", "kind": "commune", "text": "Où ?", "allow_unknown": True},
            {"key": "etudiant", "kind": "yes_no", "text": "Étudiant ?"},
        ],
        "procedures": [
            {
                "id": "carte",
                "family": "etudes",
                "track": "titre",
                "rank": 10,
                "title": "Carte étudiant",
                "when": {"etudiant": True},
            }
        ],
        "departments": {code: {"code": code} for code in ("34", "82")},
        "cases": list(cases),
    }


def make_case(department="82", expected=("carte",), commune="82121"):
    return {
        "id": "awa",
        "file": "essais",
        "department": department,
        "answers": {"commune": commune, "etudiant": True},
        "expect": {"procedures": list(expected)},
    }


def add_case(code, **fields):
    department = Department.objects.get(code=code)
    answers = {"commune": "82121", "etudiant": True}
    return Case.objects.create(file="essais", department=department, answers=answers, **fields)


def test_failure_names_the_departement_of_the_case():
    problems = checker.check(make_plain(make_case(expected=[])), TODAY)
    (failure,) = (one for one in problems if one.blocking)
    assert failure.message.startswith(
        "la personne d'essai du département 82 (Tarn-et-Garonne) échoue :"
    )
    assert (failure.file, failure.path) == ("cases/essais.yaml", "awa")


@pytest.mark.django_db
def test_publication_of_a_departement_takes_its_cases_only():
    load_into_database(make_plain())
    publisher.publish()
    add_case("82", key="awa", expect={"procedures": ["carte"]})
    add_case("34", key="en_cours", expect={"procedures": []})
    publication = publisher.publish(only="82")
    assert publication.changed == ("82",)
    contents = {part.code: part.content for part in publication.edition.parts.all()}
    assert [case["id"] for case in contents["82"]["cases"]] == ["awa"]
    assert "cases" not in contents["34"]
    assert contents["national"]["cases"] == []


@pytest.mark.django_db
def test_failing_case_of_a_departement_blocks_its_publication():
    load_into_database(make_plain())
    publisher.publish()
    add_case("82", key="awa", expect={"procedures": []})
    with pytest.raises(InvalidCatalogue, match="département 82"):
        publisher.publish(only="82")


@pytest.mark.django_db
def test_national_change_that_breaks_a_local_case_waits_for_the_departement():
    load_into_database(make_plain(make_case()))
    publisher.publish()
    Procedure.objects.update(when={"etudiant": False})
    publication = publisher.publish(only="national")
    assert publication.changed == ("national",)
    assert any("du département 82" in one.message for one in publication.warnings)


@pytest.mark.django_db
def test_local_case_that_failed_already_blocks_nobody():
    plain = make_plain(make_case())
    plain["questions"].append({"key": "fin", "kind": "date", "text": "Jusqu'à quand ?"})
    plain["procedures"][0]["when"]["fin"] = {"past": False}
    plain["cases"][0]["answers"]["fin"] = "2026-12-01"
    load_into_database(plain)
    publisher.publish(today=TODAY)
    Procedure.objects.update(title_fr="Autre titre")
    publication = publisher.publish(only="national", today=date(2027, 1, 1))
    assert publication.changed == ("national",)
    assert any("département 82" in one.message for one in publication.warnings)


@pytest.mark.parametrize(
    ("commune", "told"),
    [("82121", ""), ("34172", "habite dans le département 34"), (None, "n'a pas de commune")],
)
def test_case_that_does_not_lead_to_its_departement_is_warned_of(commune, told):
    plain = make_plain(make_case(commune=commune))
    warned = leads_elsewhere(rule_set_from_plain(plain, {}), plain["cases"][0], TODAY)
    assert told in warned
    assert bool(warned) == bool(told)
    problems = [one for one in checker.check(plain, TODAY) if one.file == "cases/essais.yaml"]
    assert [(one.message, one.blocking) for one in problems if "commune" in one.message] == (
        [(warned, False)] if told else []
    )
