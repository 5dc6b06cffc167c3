"""The papers to bring and what has to be paid."""

import re

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.relevance import needed_questions
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Duration
from procedures.engine.values.procedure import DocumentEntry
from questionnaire.result.formats import validity_text
from questionnaire.result.papers import GROUP_TITLES, GROUPS, PaperChoice, line
from questionnaire.result.reading import Reading
from tests.languages import TRANSLATED
from tests.shipped import shipped_rules

from .catalogue import (
    DEPARTMENTS,
    DOCUMENTS,
    PROCEDURES,
    RENEWAL,
    TODAY,
    make_department,
    make_renewal,
    make_rules,
    make_sheet,
)
from .test_formats import words

UNKNOWN = {**RENEWAL, "married": None}


def papers(answers=RENEWAL, **options):
    return make_sheet(answers, **options).papers


def titles(group):
    return [getattr(one, "title", None) or one.group for one in group.documents]


def test_papers_are_grouped_as_a_person_keeps_them():
    found = papers({**RENEWAL, "married": True})
    assert [titles(group) for group in found.groups] == [
        ["Passeport"],
        ["Un justificatif de domicile"],
        ["Acte de mariage"],
    ]


def test_every_group_has_a_title():
    assert set(GROUP_TITLES) == set(GROUPS)


def test_papers_of_which_one_is_enough_are_a_choice():
    choice = papers().groups[1].documents[0]
    assert isinstance(choice, PaperChoice)
    assert [one.title for one in choice.documents] == ["Bail", "Facture"]


def test_a_paper_that_depends_on_an_answer_is_apart_with_what_to_find_out():
    found = papers(UNKNOWN)
    assert [one.title for one in found.possible] == ["Acte de mariage"]
    assert [one.change_url for one in found.to_find_out] == ["/married/"]
    assert "Acte de mariage" not in [name for group in found.groups for name in titles(group)]


def test_a_paper_says_in_what_form_it_is_wanted():
    passport = papers().groups[0].documents[0]
    assert (passport.form, passport.note) == ("original", "Toutes les pages.")
    rules = make_renewal(documents=[{"document": "passport", "form": "copy"}])
    assert papers(rules=rules).groups[0].documents[0].form == "copy"


@pytest.mark.parametrize(
    ("answers", "notes"),
    [
        ({**RENEWAL, "married": True}, ["Avec une apostille."]),
        ({**RENEWAL, "married": False}, []),
        (UNKNOWN, []),
    ],
)
def test_a_paper_says_what_certainly_holds_for_this_person(answers, notes):
    noted = {"id": "passport", "title": "Passeport", "icon": "passport"} | {
        "notes": [{"text": "Avec une apostille.", "when": {"married": True}}]
    }
    rules = make_rules(documents=[noted, *DOCUMENTS[1:]])
    assert papers(answers, rules=rules).groups[0].documents[0].notes == notes


def test_a_note_of_a_paper_asks_nothing():
    note = {"text": "Avec une apostille.", "when": {"expiry": {"past": True}}}
    documents = [{**one, "notes": [note]} for one in DOCUMENTS]
    lost = {"residence": "france", "goal": "lost", "nationality": "MA"}
    for answers in ({}, RENEWAL, lost):
        needed = [
            needed_questions(Situation(rules, read_answers(rules, answers), TODAY))
            for rules in (make_rules(), make_rules(documents=documents))
        ]
        assert needed[0] == needed[1]


def test_the_french_name_of_a_paper_stands_beside_its_translation():
    passport = papers(language="ar").groups[0].documents[0]
    assert (passport.title, passport.french_title) == ("جواز السفر", "Passeport")
    assert papers().groups[0].documents[0].french_title == ""


@pytest.mark.parametrize(
    ("english", "shown"),
    [
        ("Certificate (acte de mariage), in full", "Certificate, in full"),
        ("Certificate (acte des mariages)", "Certificate (acte des mariages)"),
        ("Certificate (student)", "Certificate (student)"),
        ("Certificate (3)", "Certificate (3)"),
    ],
)
def test_a_translation_repeats_no_french_above_the_french(english, shown):
    title = {"fr": "Acte de mariage", "en": english}
    rules = make_rules(documents=[{**DOCUMENTS[0], "title": title}, *DOCUMENTS[1:]])
    certificate = papers(language="en", rules=rules).groups[0].documents[0]
    assert (certificate.title, certificate.french_title) == (shown, "Acte de mariage")


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_french_of_each_shipped_paper_is_read_once(language):
    rules = shipped_rules()
    reading = Reading(Situation(rules, {}, TODAY), language)
    repeated = []
    for document in rules.documents.values():
        paper = line(reading, DocumentEntry(document=document.id))
        repeated += [
            (paper.title, paper.french_title)
            for inside in re.findall(r"\(([^()]*)\)", paper.title)
            if paper.french_title and inside.casefold() in paper.french_title.casefold()
            # Short ones are a name in every language, or a price: « CV », « 30 000 € ».
            if re.search(r"\w{4,}", inside)
        ]
        assert paper.title.strip() == paper.title != ""
    assert repeated == []


def test_what_the_prefecture_adds_and_drops_shows():
    overrides = [
        {"procedure": "renewal", "add_documents": ["wedding"], "drop_documents": ["passport"]}
    ]
    found = papers(rules=make_department(overrides=overrides))
    assert [titles(group) for group in found.groups] == [
        ["Un justificatif de domicile"],
        ["Acte de mariage"],
    ]


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        (Duration(months=6), "6 mois"),
        (Duration(months=1), "1 mois"),
        (Duration(days=15), "15 jours"),
        (Duration(years=1), "12 mois"),
        (Duration(years=2), "2 ans"),
        (Duration(months=1, days=2), "1 mois et 2 jours"),
    ],
)
def test_how_recent_a_paper_must_be(validity, said):
    assert said in validity_text(validity)


def test_nothing_is_said_of_a_paper_without_a_limit():
    assert validity_text(None) == ""


def costs(answers=RENEWAL, **options):
    return make_sheet(answers, **options).costs


def test_the_total_is_the_sum_of_what_is_certain():
    found = costs()
    assert [words(one.amount) for one in found.lines] == ["50 €", "50,50 €"]
    assert words(found.total) == "100,50 €"
    assert found.note == ""


def test_what_may_have_to_be_paid_is_not_in_the_total():
    found = costs(UNKNOWN)
    assert [one.possible for one in found.lines] == [False, False, True]
    assert (found.total, words(found.brief)) == ("", "au moins 100,50 €")


def test_what_is_free_is_not_the_price_while_an_answer_may_add_one():
    lost = {"label": "Taxe", "amount": 250, "when": {"married": True}}
    free = {"label": "Le dépôt est gratuit", "amount": 0}
    found = costs(UNKNOWN, rules=make_renewal(costs=[free, lost]))
    assert (found.total, found.brief) == ("", "prix à confirmer auprès de la préfecture")


VISA = {"label": "Visa de régularisation", "amount": 300, "possible": True}


def test_what_may_be_asked_makes_the_total_a_range():
    found = costs(rules=make_renewal(costs=[{"label": "Taxe", "amount": 350}, VISA]))
    assert [(one.possible, one.may_be_asked) for one in found.lines] == [
        (False, False),
        (False, True),
    ]
    assert words(found.total) == words(found.brief) == "350 €, parfois 650 €"
    # Nothing is left to confirm, and no answer is missing.
    assert (found.note, found.confirm_url) == ("", "")


def test_what_may_be_asked_of_others_changes_no_total():
    visa = {**VISA, "when": {"goal": "lost"}}
    found = costs(rules=make_renewal(costs=[{"label": "Taxe", "amount": 350}, visa]))
    assert words(found.total) == "350 €"


def test_without_a_certain_amount_the_price_is_to_confirm_and_says_where():
    found = costs(rules=make_renewal(costs=[VISA]))
    assert (found.total, found.brief) == ("", "prix à confirmer auprès de la préfecture")
    assert found.note
    assert (found.confirm, bool(found.confirm_url)) == ("le site de la préfecture", True)


@pytest.mark.parametrize(
    ("channel", "words", "url"),
    [
        (
            {"kind": "consulate", "consulate": "france", "url": "https://v.example"},
            "de France",
            True,
        ),
        ({"kind": "consulate", "consulate": "pays"}, "au consulat", False),
        ({"kind": "ofii"}, "auprès de l’OFII", False),
    ],
)
def test_a_price_is_confirmed_by_whoever_takes_the_request(channel, words, url):
    channels = [{"for": {"procedures": ["renewal"]}, **channel}]
    places = {**DEPARTMENTS, "34": {**DEPARTMENTS["34"], "channels": channels}}
    renewal = {**PROCEDURES[0], "costs": [VISA]}
    rules = make_rules(procedures=[renewal, *PROCEDURES[1:]], departments=places)
    found = costs(rules=rules)
    assert words in found.brief
    assert words in found.confirm
    assert bool(found.confirm_url) == url


def test_what_is_sure_is_said_beside_an_amount_that_is_not_known():
    fee = {"id": "tax", "label": "Taxe", "amounts": [{"from": "2030-01-01", "amount": 9}]}
    renewal = {**PROCEDURES[0], "costs": [{"fee": "tax"}, {"label": "Timbre", "amount": 50}]}
    found = costs(rules=make_rules(fees=[fee], procedures=[renewal, *PROCEDURES[1:]]))
    assert (found.total, words(found.brief)) == ("", "au moins 50 €")


def test_no_total_adds_up_two_currencies():
    rules = make_renewal(
        costs=[
            {"label": "Taxe", "amount": 50},
            {"label": "Visa", "amount": 9, "currency": "XOF"},
        ]
    )
    assert costs(rules=rules).total == ""


def test_no_total_hides_an_amount_that_is_not_known():
    fee = {"id": "tax", "label": "Taxe", "amounts": [{"from": "2030-01-01", "amount": 9}]}
    renewal = {**PROCEDURES[0], "costs": [{"fee": "tax"}, {"label": "Timbre", "amount": 50}]}
    rules = make_rules(fees=[fee], procedures=[renewal, *PROCEDURES[1:]])
    assert costs(rules=rules).total == ""


def test_what_is_free_is_said_in_words():
    assert costs(rules=make_renewal(costs=[{"label": "Rien", "amount": 0}])).total == "gratuit"


def test_without_costs_nothing_is_promised():
    found = costs(rules=make_renewal(costs=[]))
    assert (found.lines, found.total) == ([], "")
    assert found.note
