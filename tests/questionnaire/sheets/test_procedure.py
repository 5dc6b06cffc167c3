"""The sheet of a procedure: the union of what it may ask, and what depends on the person."""

from datetime import timedelta

import pytest
from django.utils import translation

from procedures.engine.situation import Situation
from questionnaire.result import formats
from questionnaire.result.reading import Reading
from questionnaire.sheets.listing import procedures_in_force
from questionnaire.sheets.procedure import sheet_of
from questionnaire.sheets.protection import advice
from tests.languages import TRANSLATED
from tests.questionnaire.result.catalogue import (
    DOCUMENTS,
    SOURCE,
    TODAY,
    make_reading,
    make_renewal,
)

YESTERDAY, DAY, TOMORROW = ((TODAY + timedelta(days=one)).isoformat() for one in (-1, 0, 1))


def sheet(language="fr", **changes):
    reading = make_reading({}, rules=make_renewal(**changes), language=language)
    with translation.override(language):
        return sheet_of(reading, reading.rule_set.procedures["renewal"])


def papers(found):
    return [
        (getattr(one, "title", None) or one.group, one.conditional)
        for group in found.documents
        for one in group.documents
    ]


def test_every_paper_is_there_and_those_of_some_persons_are_marked():
    assert papers(sheet()) == [
        ("Passeport", False),
        ("Un justificatif de domicile", False),
        ("Acte de mariage", True),
    ]


def test_a_paper_of_two_lines_is_shown_once_with_both_notes():
    lines = [
        {"document": "passport", "note": "Marié : deux pages.", "when": {"married": True}},
        {"document": "passport", "note": "Toutes les pages.", "when": {"married": False}},
    ]
    (group,) = sheet(documents=lines).documents
    (passport,) = group.documents
    assert (passport.note, passport.notes) == ("Marié : deux pages.", ["Toutes les pages."])
    assert passport.conditional


def test_a_paper_for_some_persons_says_which_ones_on_its_line():
    line = {"document": "passport", "note": "Seulement si vous voyagez.", "for_some": True}
    found = sheet(documents=[line])
    assert papers(found) == [("Passeport", True)]
    ((passport,),) = (group.documents for group in found.documents)
    assert (passport.audience, passport.note) == ("Seulement si vous voyagez.", "")
    both = sheet(documents=[line, {"document": "passport"}])
    assert papers(both) == [("Passeport", False)]
    ((passport,),) = (group.documents for group in both.documents)
    assert (passport.audience, passport.notes) == ("", ["Seulement si vous voyagez."])


def test_a_paper_that_one_line_asks_of_everybody_is_for_everybody():
    lines = [{"document": "passport", "when": {"married": True}}, {"document": "passport"}]
    assert papers(sheet(documents=lines)) == [("Passeport", False)]


def test_costs_are_those_of_today_without_a_total():
    costs = sheet().costs
    assert [(one.label, one.conditional) for one in costs] == [
        ("Taxe", False),
        ("Timbre", False),
        ("Copie", True),
    ]
    assert costs[0].amount.startswith("50")


def test_a_cost_that_may_be_asked_is_marked_so():
    visa = {"label": "Visa", "amount": 300, "possible": True, "when": {"married": True}}
    (line,) = sheet(costs=[visa]).costs
    assert (line.may_be_asked, line.conditional) == (True, False)


def test_the_days_of_a_step_are_said_from_the_question_they_are_counted_from():
    prepare, file = sheet().steps
    assert prepare.when == ""
    for words in ("120 jours", "60 jours", "Quelle date de fin ?"):
        assert words in file.when


def test_the_days_before_the_end_of_the_document_are_said_without_a_question(shipped):
    reading = make_reading({}, rules=shipped)
    said = {
        step.when
        for procedure in shipped.procedures.values()
        for step in sheet_of(reading, procedure).steps
        if step.when.startswith("Entre")
    }
    assert "Entre 120 jours et 60 jours avant la fin de votre document" in said
    assert not any("«" in one for one in said)


def test_the_warnings_of_some_persons_are_marked():
    warnings = [{"text": "Pour tous."}, {"text": "Pour vous.", "when": {"married": True}}]
    found = sheet(warnings=warnings).warnings
    assert [(one.text, one.conditional) for one in found] == [
        ("Pour tous.", False),
        ("Pour vous.", True),
    ]


def test_the_way_to_file_is_the_national_one():
    (way,) = sheet().ways
    assert (way.known, way.url, way.instructions) == (True, "https://anef.example", "En ligne.")


def test_the_source_shows_with_its_day_and_what_is_not_sure():
    found = sheet()
    assert [one.reference for one in found.sources] == [SOURCE["reference"]]
    assert "2026" in found.sources[0].read
    assert not found.unsure
    assert sheet(confidence="low").unsure


def test_a_note_for_some_persons_is_not_on_the_sheet():
    noted = {**DOCUMENTS[0], "notes": [{"text": "Apostille.", "when": {"nationality": "MA"}}]}
    reading = make_reading({}, rules=make_renewal())
    assert noted["notes"]
    passport = sheet_of(reading, reading.rule_set.procedures["renewal"]).documents[0].documents[0]
    assert passport.notes == []


def test_only_what_holds_today_is_shown_and_days_alone_are_no_condition():
    warnings = [
        {"text": "Hier.", "until": YESTERDAY},
        {"text": "Aujourd'hui.", "from": DAY, "until": DAY},
        {"text": "Demain.", "from": TOMORROW},
    ]
    (only,) = sheet(warnings=warnings).warnings
    assert (only.text, only.conditional) == ("Aujourd'hui.", False)
    costs = [{"label": "Taxe", "amount": 5, "until": YESTERDAY}, {"label": "Timbre", "amount": 9}]
    assert [one.label for one in sheet(costs=costs).costs] == ["Timbre"]
    lines = [{"document": "passport", "until": YESTERDAY}, {"document": "wedding", "from": DAY}]
    assert papers(sheet(documents=lines)) == [("Acte de mariage", False)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, ""),
        ({"from": DAY}, ""),
        ({"until": DAY}, f"jusqu’au {formats.day(TODAY, 'fr')} inclus."),
        ({"until": YESTERDAY}, "n’est plus possible depuis"),
        ({"from": TOMORROW}, "sera possible à partir"),
    ],
)
def test_a_procedure_says_when_it_begins_and_ends(days, said):
    found = sheet(**days).days
    assert said in found if said else found == ""


def test_a_procedure_that_is_over_is_not_listed():
    for days, listed in (({"until": DAY}, True), ({"until": YESTERDAY}, False)):
        reading = make_reading({}, rules=make_renewal(**days))
        names = {one.id for one in procedures_in_force(reading)}
        assert ("renewal" in names) is listed


# --- what protects whoever files it: said once, shown beside each sheet that it concerns


def titles_of(shipped, name, language="fr"):
    reading = Reading(Situation(shipped, {}, TODAY), language)
    return [one.title for one in advice(reading, shipped.procedures[name])]


PROOF = "Gardez la preuve du dépôt. Sans internet, il y a une autre voie"
ANSWER = "Si la réponse est non, ou si personne ne répond"


def test_a_request_shows_the_shared_advice_that_concerns_it_and_no_other(shipped):
    assert titles_of(shipped, "etudiant_renouvellement") == [PROOF, ANSWER]
    assert "Asile : si la réponse est non, ou si elle tarde" in titles_of(shipped, "demande_asile")
    assert titles_of(shipped, "refus_titre_oqtf") == []  # An appeal tells its own delays.


def test_where_several_may_hold_the_strongest_is_shown(shipped):
    reading = Reading(Situation(shipped, {}, TODAY), "fr")
    (answer,) = (
        one
        for one in advice(reading, shipped.procedures["etudiant_renouvellement"])
        if one.title == ANSWER
    )
    assert "obligation de quitter la France" in answer.text
    assert "48 heures" in answer.text


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_shared_advice_is_translated(shipped, language):
    found = titles_of(shipped, "etudiant_renouvellement", language)
    assert len(found) == 2
    assert PROOF not in found
