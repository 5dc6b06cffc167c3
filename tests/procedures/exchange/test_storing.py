from copy import deepcopy

import pytest
from django.utils import translation

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import load_into_database, plain_from_database, read_folder
from procedures.models import Department, Document, Procedure, Question, TranslationStatus
from tests.factories import make_membership
from tests.procedures.exchange.test_round_trip import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return read_folder(SMALL)


@pytest.fixture
def stored(small):
    load_into_database(small)
    return small


def procedure(plain, key):
    return next(entry for entry in plain["procedures"] if entry["id"] == key)


def refuse(plain, only=None):
    before = plain_from_database()
    with pytest.raises(InvalidCatalogue) as caught:
        load_into_database(plain, only=only)
    assert plain_from_database() == before
    return caught.value.problems


@pytest.mark.parametrize(
    ("break_it", "file"),
    [
        (lambda plain: plain["fees"][0].update(currency=978), "fees.yaml"),
        (lambda plain: plain["documents"][0].update(titel="x"), "documents.yaml"),
        (lambda plain: plain["documents"].pop(0), "procedures/etudes.yaml"),
        (lambda plain: plain["questions"].clear(), "questions.yaml"),
        (lambda plain: plain["fees"][0]["amounts"][0].update(amount=1.005), "fees.yaml"),
        (lambda plain: plain["documents"][0].update(title="x" * 501), "documents.yaml"),
        (lambda plain: plain["procedures"][0].update(rank=10**9), "procedures/etudes.yaml"),
        (lambda plain: plain["cases"][0].update(file="../x"), "cases/../x.yaml"),
        (
            lambda plain: plain["fees"][0]["amounts"][0].update({"from": "2026-05-01"}),
            "fees.yaml",
        ),
        (
            lambda plain: plain["translations"].update(
                xx={"fees.yaml": {"taxe.label": {"text": "x", "status": "machine", "of": "x"}}}
            ),
            "translations/xx",
        ),
        (
            lambda plain: plain["translations"]["en"]["questions.yaml"]["nationality.text"].update(
                text="", status="x"
            ),
            "translations/en/questions.yaml",
        ),
    ],
)
def test_a_broken_import_changes_nothing_and_tells_the_file(stored, break_it, file):
    broken = deepcopy(stored)
    broken["orientations"][0]["title"] = "Ce changement ne doit pas rester"
    break_it(broken)
    assert file in {problem.file for problem in refuse(broken)}


def test_an_import_replaces_the_working_copy(stored):
    new = {"questions": stored["questions"][:4], "documents": [{"id": "visa", "title": "Visa"}]}
    load_into_database(new)
    found = plain_from_database()
    assert [entry["id"] for entry in found["documents"]] == ["visa"]
    assert not found["procedures"]
    assert not found["departments"]
    assert not found["inquiries"]


def test_entries_that_stay_keep_their_row(stored):
    before = dict(Procedure.objects.values_list("key", "pk"))
    load_into_database(stored)
    assert dict(Procedure.objects.values_list("key", "pk")) == before


def test_two_procedures_may_exchange_their_ranks(stored):
    first, second = procedure(stored, "etudiant_premiere"), procedure(stored, "duplicata")
    first["rank"], second["rank"] = second["rank"], first["rank"]
    load_into_database(stored)
    assert plain_from_database() == stored


def test_only_a_department_replaces_just_that_part(stored):
    new = deepcopy(stored)
    new["departments"]["82"]["name"] = "Un autre nom"
    new["departments"]["national"]["channels"] = []
    new["documents"][0]["title"] = "Un autre titre"
    load_into_database(new, only="82")
    found = plain_from_database()
    assert found["departments"]["82"]["name"] == "Un autre nom"
    assert found["departments"]["national"] == stored["departments"]["national"]
    assert found["documents"] == stored["documents"]


def test_only_national_leaves_the_departments(stored):
    new = deepcopy(stored)
    new["departments"]["82"]["name"] = "Un autre nom"
    new["departments"]["national"]["channels"][0]["url"] = "https://example.org"
    new["documents"][0]["title"] = "Un autre titre"
    load_into_database(new, only="national")
    found = plain_from_database()
    assert found["departments"]["82"] == stored["departments"]["82"]
    assert found["translations"] == stored["translations"]
    assert found["documents"][0]["title"] == "Un autre titre"
    assert found["departments"]["national"]["channels"][0]["url"] == "https://example.org"


def test_a_part_may_not_break_what_another_one_refers_to(stored):
    new = deepcopy(stored)
    new["procedures"] = [entry for entry in new["procedures"] if entry["id"] != "duplicata"]
    new["translations"] = {}
    problems = refuse(new, only="national")
    assert "departements/82.yaml" in {problem.file for problem in problems}


def test_only_an_absent_department_is_refused(stored):
    (problem,) = refuse(stored, only="81")
    assert problem.file == "departements/81.yaml"
    assert "82" in problem.message


def test_a_department_with_agents_is_not_removed_by_leaving_it_out(stored):
    make_membership("82")
    stored["departments"].pop("82")
    stored["translations"]["en"].pop("departements/82.yaml")
    stored["cases"] = [case for case in stored["cases"] if "department" not in case]
    (problem,) = refuse(stored)
    assert problem.file == "departements/82.yaml"


def test_french_is_french_whatever_the_active_language(small):
    with translation.override("ar"):
        load_into_database(small)
        assert plain_from_database() == small
    question = Question.objects.get(key="residence")
    assert question.text_fr == "Où vivez-vous ?"
    assert question.text_ar == "أين تعيش؟"
    assert question.text_en is None


def test_states_of_translations_come_with_them(stored):
    etudes = Procedure.objects.get(key="etudiant_renouvellement")
    assert etudes.translation_status("title", "en") == TranslationStatus.REVIEWED
    assert etudes.translation_status("title", "ar") == TranslationStatus.MACHINE
    assert etudes.translation_status("summary", "en") == TranslationStatus.MISSING
    # Made of another French than today's.
    assert etudes.steps.get(key="deposer").translation_status("text", "en") == (
        TranslationStatus.STALE
    )


def test_a_translation_of_no_known_text_is_left_out(stored):
    lost = {"text": "Lost", "status": "machine", "of": "0" * 12}
    new = deepcopy(stored)
    new["translations"]["en"]["questions.yaml"]["gone.text"] = lost
    load_into_database(new)
    assert plain_from_database() == stored


def test_an_inline_translation_may_be_loaded_without_a_folder(small):
    small["documents"][1]["title"] = {"fr": "Justificatif", "en": "Proof"}
    load_into_database(small)
    assert Document.objects.get(key=small["documents"][1]["id"]).title_en == "Proof"


def test_the_given_plain_data_is_not_changed(small):
    before = deepcopy(small)
    load_into_database(small)
    assert small == before


def test_an_empty_database_is_an_empty_catalogue():
    plain = plain_from_database()
    assert not any(plain.values())
    assert not Department.objects.exists()
