"""The page for the counter: in French, with the language of the page beside."""

import pytest

from .catalogue import RENEWAL, make_sheet


def test_in_french_nothing_stands_beside():
    sheet = make_sheet().counter
    assert sheet.title.french == "Renouveler la carte"
    assert not sheet.title.own
    assert sheet.situation[0].french.startswith("Nationalité : Maroc")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_another_language_both_stand_side_by_side(language):
    french, sheet = make_sheet().counter, make_sheet(language=language).counter
    assert sheet.title.french == french.title.french
    assert sheet.made_on == french.made_on
    assert [one.french for one in sheet.situation] == [one.french for one in french.situation]
    assert all(one.own for one in sheet.situation)
    assert sheet.situation[0].own != sheet.situation[0].french
    labels = [(one.label.french, one.value.french) for one in sheet.boxes]
    assert labels == [(one.label.french, one.value.french) for one in french.boxes]
    assert [len(one.papers) for one in sheet.parts] == [len(one.papers) for one in french.parts]


def test_what_was_not_said_is_not_printed():
    sheet = make_sheet({**RENEWAL, "expiry": None}).counter
    assert not any("Date de fin" in one.french for one in sheet.situation)


def test_it_lists_the_papers_that_the_page_lists():
    shown = make_sheet()
    assert len(shown.counter.parts[0].papers) == shown.papers.count
