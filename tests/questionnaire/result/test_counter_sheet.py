"""The page for the counter: in French, with the language of the page beside."""

from datetime import date

import pytest

from questionnaire.result.counter_sheet import with_ticks
from tests.languages import TRANSLATED

from .catalogue import DEPARTMENTS, PROCEDURES, RENEWAL, make_renewal, make_rules, make_sheet


def test_in_french_nothing_stands_beside():
    sheet = make_sheet().counter
    assert sheet.title.french == "Renouveler la carte"
    assert not sheet.title.own
    assert sheet.situation[0].french.startswith("Nationalité : Maroc")


@pytest.mark.parametrize("language", TRANSLATED)
def test_in_another_language_both_stand_side_by_side(language):
    french, sheet = make_sheet().counter, make_sheet(language=language).counter
    assert sheet.title.french == french.title.french
    assert sheet.made_on == french.made_on
    assert [one.french for one in sheet.situation] == [one.french for one in french.situation]
    assert all(one.own for one in sheet.situation)
    assert sheet.situation[0].own != sheet.situation[0].french
    labels = [(one.label.french, one.value.french) for one in sheet.boxes]
    assert labels == [(one.label.french, one.value.french) for one in french.boxes]
    assert [len(one.lines) for one in sheet.parts] == [len(one.lines) for one in french.parts]


def test_what_was_not_said_is_not_printed():
    sheet = make_sheet({**RENEWAL, "expiry": None}).counter
    assert not any("Date de fin" in one.french for one in sheet.situation)


def test_it_lists_the_papers_that_the_page_lists():
    shown = make_sheet()
    assert len(shown.counter.parts[0].lines) == shown.papers.count


def test_paper_says_the_stance_and_its_sentences_like_the_screen():
    rules = make_renewal(
        stances=[
            {"stance": "en_retard", "moment": "apres", "lead": "Gardez la preuve."},
            {"stance": "deposer"},
        ]
    )
    late = make_sheet(rules=rules, today=date(2027, 3, 26)).counter
    assert [one.french for one in late.sentences] == [
        "En retard",
        "En retard de 10 jours : le dernier jour était le 16\xa0mars\xa02027.",
        "Gardez la preuve.",
        "Déposez aujourd'hui : cela coûte 180 €.",
    ]
    assert not late.for_oneself
    assert late.notes.french


@pytest.mark.parametrize("stance", ["repondre", "appeler", "se_proteger"])
def test_a_decision_or_a_danger_is_printed_for_oneself_with_who_to_call(stance):
    helper = {"name": "Une association", "kind": "association", "phone": "04 67 00 00 00"}
    rules = make_rules(
        procedures=[
            {
                **PROCEDURES[0],
                "stances": [{"stance": stance, "moment": "apres"}, {"stance": stance}],
            },
            *PROCEDURES[1:],
        ],
        departments={**DEPARTMENTS, "34": {**DEPARTMENTS["34"], "helpers": [helper]}},
    )
    sheet = make_sheet(rules=rules, language="ar").counter
    assert sheet.for_oneself
    assert not sheet.notes.french
    calls, steps = sheet.parts[:2]
    assert "Une association" in calls.lines[0].french
    assert calls.lines[0].french.startswith("04\xa067")
    # In a line of Arabic the groups of a number would be turned round.
    assert "67" not in str(calls.lines[0].own)
    assert steps.lines[0].french == "Préparez."


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("had", ["Un justificatif de domicile", "Bail"])
def test_a_choice_is_ticked_by_its_name_or_by_that_of_its_first_paper(language, had):
    """The scripts of a page read the one French name that it has in every language."""
    sheet = with_ticks(make_sheet(language=language).counter, [had])
    ticked = [line.french for part in sheet.parts for line in part.lines if line.ticked]
    assert ticked == ["Un justificatif de domicile"]
