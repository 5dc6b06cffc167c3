"""What a person types makes sense, or the page says what was read and what is possible."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import rule_set_from_plain
from questionnaire.runs.forms import FORMS
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.question_form import Sense
from tests.languages import TRANSLATED
from tests.procedures.engine.builders import make_plain, make_question

TODAY = date(2026, 11, 26)
NB = "\N{NO-BREAK SPACE}"
EXPIRY = {"before": {"years": 15}, "after": {"years": 15}, "not_before": ["arrival"]}
RULES = rule_set_from_plain(
    make_plain(
        make_question("age", "integer", bounds={"least": 0, "most": 120}),
        make_question(
            "arrival",
            "date",
            text="Arrivée ?",
            bounds={"after": {"days": 0}, "not_before": ["age"]},
        ),
        make_question("expiry", "date", bounds=EXPIRY),
        make_question("years", "integer", bounds={"not_before": ["age"]}),
        make_question("free", "date"),
    )
)
PREPARED = PreparedEdition(RULES)


def form(key, given=None, language="fr", **sent):
    data = QueryDict(mutable=True)
    data.update(sent)
    question = RULES.questions[key]
    sense = Sense(
        RULES.questions, given or {}, TODAY, language, lambda name: RULES.questions[name].text["fr"]
    )
    texts = PREPARED.question(key, language, False)
    return FORMS[question.kind](data=data, question=question, texts=texts, offered=(), sense=sense)


def day(value):
    year, month, number = value.split("-")
    return {"reponse_day": number, "reponse_month": month, "reponse_year": year}


def said(key, given=None, **sent):
    (problem,) = form(key, given, **sent).problems()
    return problem["text"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("expiry", "2011-11-26"),
        ("expiry", "2041-11-26"),
        ("arrival", "2026-11-26"),
        ("free", "1900-01-01"),
    ],
)
def test_first_and_last_possible_days_are_accepted(key, value):
    assert form(key, **day(value)).answered


@pytest.mark.parametrize("value", ["2011-11-25", "2041-11-27"])
def test_a_day_out_of_bounds_is_said_with_what_is_possible(value):
    words = said("expiry", **day(value))
    assert f"26{NB}novembre{NB}2011" in words
    assert f"26{NB}novembre{NB}2041" in words
    read = {"2011-11-25": f"25{NB}novembre{NB}2011", "2041-11-27": f"27{NB}novembre{NB}2041"}[value]
    assert f"Vous avez écrit : {read}." in words


def test_a_single_bound_is_said_alone():
    words = said("arrival", **day("2026-11-27"))
    read, last = f"27{NB}novembre{NB}2026", f"26{NB}novembre{NB}2026"
    assert words == f"Vous avez écrit : {read}. La date ne peut pas être après le {last}."


def test_nothing_typed_is_lost():
    refused = form("expiry", **day("2126-05-15"))
    assert not refused.answered
    assert refused.shown_parts() == {"day": "15", "month": "05", "year": "2126"}
    assert form("age", reponse="121").shown_number() == "121"


@pytest.mark.parametrize(("typed", "accepted"), [("0", True), ("120", True), ("121", False)])
def test_an_age_goes_from_0_to_120(typed, accepted):
    assert form("age", reponse=typed).answered is accepted
    if not accepted:
        assert "de 0 à 120" in said("age", reponse=typed)


@pytest.mark.parametrize(
    ("key", "given", "value", "accepted"),
    [
        # At 30 one was born after 26 November 1995, and not after 26 November 1996.
        ("arrival", {"age": 30}, "1995-11-26", False),
        ("arrival", {"age": 30}, "1995-11-27", True),
        ("arrival", {"age": None}, "1950-01-01", True),
        ("arrival", {}, "1950-01-01", True),
        ("expiry", {"arrival": date(2024, 5, 5)}, "2024-05-04", False),
        ("expiry", {"arrival": date(2024, 5, 5)}, "2024-05-05", True),
        # The other question was answered first: the fault is said on the one that is asked now.
        ("arrival", {"expiry": date(2024, 5, 5)}, "2024-05-06", False),
        ("arrival", {"expiry": date(2024, 5, 5)}, "2024-05-05", True),
    ],
)
def test_an_impossible_pair_is_said_on_the_second_question(key, given, value, accepted):
    assert form(key, given, **day(value)).answered is accepted


@pytest.mark.parametrize(("typed", "accepted"), [("30", True), ("31", False)])
def test_nobody_lived_longer_than_their_age(typed, accepted):
    assert form("years", {"age": 30}, reponse=typed).answered is accepted


def test_an_impossible_pair_names_the_other_answer():
    words = said("expiry", {"arrival": date(2024, 5, 5)}, **day("2024-05-04"))
    assert f"4{NB}mai{NB}2024" in words
    assert f"« Arrivée ? » 5{NB}mai{NB}2024" in words


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_says_it_in_its_own_words(language):
    with translation.override(language):
        for key, given, sent in (
            ("expiry", {}, day("2126-05-15")),
            ("arrival", {}, day("2027-05-15")),
            ("expiry", {"arrival": date(2024, 5, 5)}, day("2024-05-04")),
        ):
            (problem,) = form(key, given, language, **sent).problems()
            assert "Vous avez" not in problem["text"]


@pytest.mark.parametrize(
    ("kind", "bounds", "message"),
    [
        ("date", {"most": 3}, "pour un nombre"),
        ("integer", {"after": {"days": 0}}, "pour une date"),
        ("integer", {"least": 5, "most": 4}, "aucun nombre"),
        ("yes_no", {"not_before": ["age"]}, "pour une date ou un nombre"),
        ("date", {"not_before": ["nobody"]}, "ni date ni nombre"),
    ],
)
def test_bounds_that_mean_nothing_are_refused(kind, bounds, message):
    plain = make_plain(make_question("age", "integer"), make_question("asked", kind, bounds=bounds))
    with pytest.raises(InvalidCatalogue, match=message):
        rule_set_from_plain(plain)
