"""The page for the counter is one page, for those of the shipped catalogue with most to bring."""

import io
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from pypdf import PdfReader

from procedures.engine.evaluation import evaluate_situation
from questionnaire.printing.drawing import drawing
from questionnaire.printing.views import PaperView
from questionnaire.result.calendar import Reminded, reminders
from questionnaire.result.reading import Reading
from questionnaire.result.whole_result import result_of
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.walk import walk
from tests.languages import LANGUAGES

DAY = date(2026, 11, 24)
# The longest lists of the catalogue, and two usual ones.
PEOPLE = (
    "violences_dans_le_couple_sans_titre",
    "epouse_de_francais_partie_avec_visa_valide",
    "regroupement_familial_guineen_nimes",
    "famille_resident_longue_duree_assurance",
    "etudiante_marocaine_montpellier_renouvellement",
    "oqtf_libre_recue_le_31_decembre",
)


@pytest.fixture(scope="module")
def answered(shipped, shipped_cases):
    """Return a function: the situation of the person of a case, asked like anybody."""
    prepared = PreparedEdition(shipped)
    cases = {case["id"]: case for case in shipped_cases}

    def situation(name):
        case = cases[name]
        day = date.fromisoformat(str(case.get("today") or DAY))
        answers, passed = dict(case["answers"]), set()
        while (found := walk(prepared, answers, day, passed=frozenset(passed))).next:
            question = shipped.questions[found.next]
            if question.may_be_passed:
                passed.add(found.next)
            else:
                answers[found.next] = None
        return found.situation

    return situation


# Of the three languages, the one that is drawn from the right in the short run.
@pytest.mark.parametrize(
    "language",
    [pytest.param(one, marks=() if one == "ar" else pytest.mark.whole) for one in LANGUAGES],
)
@pytest.mark.parametrize("name", PEOPLE)
def test_the_page_for_the_counter_is_one_page(answered, name, language):
    with translation.override(language):
        reading = Reading(answered(name), language, run_urls("2bcdefgh"))
        result = result_of(reading, evaluate_situation(reading.situation))
        page = render_to_string(
            "questionnaire/result/counter_sheet.html",
            {
                "sheet": result.sheets[0].counter,
                "edition": {"number": "31", "date": ""},
                "printed": True,
            },
        )
    content = drawing().pdf(f'<html lang="{language}"><title>x</title><body>{page}</body></html>')
    assert len(PdfReader(io.BytesIO(content)).pages) == 1


def test_who_waits_has_a_page_for_each_answer_and_the_day_of_the_silence(answered):
    reading = Reading(answered("silence_recepisse_avant_le_refus"), "fr", run_urls("2bcdefgh"))
    evaluation = evaluate_situation(reading.situation)
    view = PaperView()
    view.result = result_of(reading, evaluation)
    sheets = view.pages([])
    edition = {"number": "31", "date": ""}
    page = render_to_string(PaperView.template_name, {**sheets, "edition": edition})
    pages = PdfReader(io.BytesIO(drawing().pdf(page))).pages
    silence, paper = (one.extract_text().replace("\n", " ") for one in pages)
    assert "Pas de réponse de la préfecture" in silence
    assert "Renouveler un récépissé" in paper
    # The silence becomes a refusal on the 12th of December.
    found = {one.day: one.about for one in reminders(reading, evaluation)}
    assert found[date(2026, 12, 12)] is Reminded.LAST_DAY
