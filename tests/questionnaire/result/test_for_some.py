"""A paper that only some of those who read the list need is apart, with whom it is for."""

import re

import pytest
from django.template.loader import render_to_string

from .catalogue import DOCUMENTS, PROCEDURES, RENEWAL, make_renewal, make_rules, make_sheet

NOTE = "Seulement si vous êtes marié."
WEDDING = {"document": "wedding", "note": NOTE, "for_some": True}
CHOICE = {"one_of": ["lease", "bill"], "group": "Un bail", "note": NOTE, "for_some": True}
PASSPORT = {"document": "passport", "note": "Toutes les pages."}


def shown(*lines, **options):
    return make_sheet(rules=make_renewal(documents=list(lines)), **options)


def test_it_is_apart_and_not_counted():
    papers = shown(WEDDING, PASSPORT, CHOICE).papers
    assert [one.title for one in papers.lines] == ["Passeport"]
    assert papers.count == 1
    choice, wedding = papers.for_some
    assert (wedding.title, wedding.audience, wedding.note) == ("Acte de mariage", NOTE, "")
    assert (choice.group, choice.audience, choice.note) == ("Un bail", NOTE, "")
    assert (papers.lines[0].audience, papers.lines[0].conditional) == ("", False)


def summaries(text):
    return re.findall(r"<summary.*?</summary>", text, re.DOTALL)


@pytest.mark.parametrize("line", [WEDDING, CHOICE])
def test_whom_it_is_for_is_read_without_opening_the_line(line):
    papers = shown(PASSPORT, line).papers
    text = render_to_string("questionnaire/result/documents.html", {"papers": papers})
    passport, other, *_inside = summaries(text)
    assert (NOTE in passport, NOTE in other) == (False, True)
    # The paper that everybody needs comes first, under the count; the other under its own title.
    everybody, _, some = text.partition("Seulement si…")
    assert "1 papier à préparer" in everybody
    assert (NOTE in everybody, "Passeport" in some) == (False, False)
    assert text.count(NOTE) == 1


def test_a_paper_that_depends_on_an_answer_too_says_whom_it_is_for():
    asked = {**WEDDING, "when": {"married": True}}
    papers = shown(PASSPORT, asked, answers={**RENEWAL, "married": None}).papers
    assert (papers.for_some, [one.title for one in papers.possible]) == ([], ["Acte de mariage"])
    text = render_to_string("questionnaire/result/documents.html", {"papers": papers})
    assert NOTE in text.partition("Seulement si…")[2]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_lines_the_one_for_everybody_is_told(order):
    papers = shown(*[WEDDING, {"document": "wedding"}][::order]).papers
    assert [one.title for one in papers.lines] == ["Acte de mariage"]
    assert papers.for_some == []


def test_given_later_it_stays_with_what_is_given_later():
    stamp = {"id": "wedding", "title": "Timbre", "icon": "stamp"}
    documents = [one for one in DOCUMENTS if one["id"] != "wedding"]
    renewal = {**PROCEDURES[0], "documents": [WEDDING]}
    rules = make_rules(documents=[*documents, stamp], procedures=[renewal, *PROCEDURES[1:]])
    papers = make_sheet(rules=rules).papers
    assert ([one.audience for one in papers.later], papers.for_some) == ([NOTE], [])


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_for_the_counter_says_whom_it_is_for(language):
    parts = shown(PASSPORT, WEDDING, CHOICE, language=language).counter.parts
    everybody, some = parts[:2]
    assert everybody.title.french == "1 papier"
    assert some.title.french == "Seulement si…"
    assert [(one.french, one.remark) for one in some.lines] == [
        ("Un bail", f"un seul papier, au choix · {NOTE}"),
        ("Acte de mariage", NOTE),
    ]
