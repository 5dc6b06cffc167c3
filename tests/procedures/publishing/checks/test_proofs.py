"""The analysis is kept while nothing that it reads changes: of texts, only the promised words."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.conf import settings

from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.findings import Report
from procedures.engine.proofs.text_rules import TextMatcher
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.exchange import read_folder
from procedures.exchange.plain import with_texts_read
from procedures.publishing import communes
from procedures.publishing.checks import proofs
from procedures.publishing.checks.protective import missing_statements, statements_in
from procedures.publishing.editions.kept import Kept

TODAY = date(2026, 11, 26)
SMALL = settings.ROOT / "tests" / "catalogues" / "small"
SHIPPED = settings.ROOT / "catalogue"


def rules_of(plain):
    return rule_set_from_plain(plain, communes.arrondissements())


@pytest.fixture
def small():
    return read_folder(SMALL)


@pytest.fixture
def analysed(monkeypatch):
    """The days of the analyses really made, from nothing kept."""
    days = []

    def count(rule_set, today, cases, **options):
        days.append(today)
        return analyse(rule_set, today, cases, **options)

    monkeypatch.setattr(proofs, "analyse", count)
    monkeypatch.setattr(proofs, "_kept", Kept(6))
    return days


def found(plain, day=TODAY):
    return list(proofs.findings(plain, rules_of(plain), day))


def write_a_title(plain):
    plain["procedures"][0]["title"] = "Un autre titre"


def write_a_step(plain):
    plain["procedures"][0]["steps"][0]["text"] = "Venez sans rendez-vous."


def write_a_question(plain):
    plain["questions"][0]["text"] = "Et vous ?"


def translate(plain):
    for files in plain["translations"].values():
        for paths in files.values():
            for entry in paths.values():
                entry["text"] += "."


def announce(plain):
    notice = {"text": "Fermé demain matin.", "from": "2027-03-01", "until": "2099-01-31"}
    plain["departments"]["82"].setdefault("notices", []).insert(0, notice)


@pytest.mark.parametrize(
    "edit", [write_a_title, write_a_step, write_a_question, translate, announce]
)
def test_a_text_written_anew_is_not_analysed_again(small, analysed, edit):
    before = found(small)
    edit(small)
    assert [one.path for one in found(small)] == [one.path for one in before]
    assert analysed == [TODAY]


def turn(value):
    """Return JSON data with the keys of each object in the other order, as a database may."""
    if isinstance(value, dict):
        return {key: turn(value[key]) for key in reversed(value)}
    return [turn(one) for one in value] if isinstance(value, list) else value


def test_the_order_of_keys_and_of_departements_is_nothing_new(small, analysed):
    found(small)
    found(turn(small))
    assert analysed == [TODAY]


def write_a_forbidden_word(plain):
    word = plain["invariants"][0]["never"]["words"][0]
    plain["procedures"][0]["steps"][0]["text"] += f" Allez au {word}."


def write_what_protects(plain):
    plain["procedures"][0]["steps"][0]["text"] += (
        " Après un refus, vous avez 2 mois pour écrire au tribunal."
    )


def announce_a_forbidden_word(plain):
    announce(plain)
    word = plain["invariants"][0]["never"]["words"][0]
    plain["departments"]["82"]["notices"][0]["text"] += f" Allez au {word}."


def change_a_rule_from_a_day_on(plain):
    for_all(plain)["warnings"] = [{"text": "Venez tôt.", "from": "2027-06-01"}]


def change_a_condition(plain):
    plain["procedures"][0]["when"] = {}


def change_a_rank(plain):
    plain["procedures"][0]["rank"] += 1_000


def change_an_answer_of_a_case(plain):
    plain["cases"][0]["answers"].popitem()


def leave_out_a_document(plain):
    plain["procedures"][0]["documents"].pop()


def promise_something_else(plain):
    plain["invariants"][0]["never"]["words"].append("guichet")


@pytest.mark.parametrize(
    "edit",
    [
        write_a_forbidden_word,
        write_what_protects,
        announce_a_forbidden_word,
        change_a_rule_from_a_day_on,
        change_a_condition,
        change_a_rank,
        change_an_answer_of_a_case,
        leave_out_a_document,
        promise_something_else,
    ],
)
def test_what_the_analysis_reads_is_analysed_again(small, analysed, edit):
    found(small)
    edit(small)
    found(small)
    assert analysed == [TODAY, TODAY]


def promise_words_alone(plain):
    """Keep, of the first promise, its forbidden words, for everybody."""
    promise = plain["invariants"][0]
    for key in ("when", "always"):
        promise.pop(key)
    promise["never"] = {"words": promise["never"]["words"]}


def for_all(plain):
    """Return the one procedure that is for everybody; the first is for nobody."""
    return next(one for one in plain["procedures"] if one["id"] == "duplicata")


def test_a_forbidden_word_blocks(small):
    promise_words_alone(small)
    assert not any(one.blocking for one in found(small))
    for_all(small)["title"] = "Refaire une carte au consulat"
    (problem,) = (one for one in found(small) if one.blocking)
    assert "garantie non tenue" in problem.message


def test_a_forbidden_word_of_a_later_day_is_told_today_with_that_day(small):
    promise_words_alone(small)
    for_all(small)["warnings"] = [{"text": "Allez au consulat.", "from": "2027-06-01"}]
    (problem,) = (one for one in found(small) if one.blocking)
    assert problem.path == "duplicata.warnings.0"
    assert problem.message.startswith("à partir du 01/06/2027 : garantie non tenue")
    assert problem.witness


def test_another_day_is_analysed_again(small, analysed):
    found(small)
    found(small, TODAY + timedelta(days=1))
    assert len(analysed) == 2


def test_findings_are_told_in_the_words_of_now(small, analysed):
    """What is kept names entries: a finding says their titles as they are written today."""
    procedure = small["procedures"][0]
    procedure["documents"].clear()
    assert found(small)
    procedure["title"] = "Un titre tout neuf"
    assert any("Un titre tout neuf" in one.message for one in found(small))
    assert analysed == [TODAY]


@pytest.mark.parametrize(
    "folder", [SMALL, pytest.param(SHIPPED, marks=pytest.mark.whole)], ids=["small", "shipped"]
)
def test_the_analysis_reads_nothing_else_of_a_text(folder):
    """Every text without a promised word gives way to another: the whole report is the same."""
    plain = read_folder(folder)
    # So that there is something to find: nobody is asked for a paper, nor led to a channel.
    for procedure in plain["procedures"][::3]:
        procedure["documents"] = []
    for department in plain["departments"].values():
        department["channels"] = department.get("channels", [])[::2]
    # Nor is everybody told what protects them.
    request = for_all(plain) if folder == SMALL else plain["procedures"][-1]
    request |= {"stances": [{"stance": "deposer"}], "warnings": [], "steps": []}
    rules = rules_of(plain)
    matcher = TextMatcher(rules.invariants.values())

    def read(text):
        return matcher.match(text), statements_in(text)

    def other(text):
        return "Un tout autre texte." if read(text) == read("") else text

    said = rules_of(with_texts_read(deepcopy(plain), other))
    before = analyse(rules, TODAY, proofs.tried_cases(plain, rules, TODAY))
    after = analyse(said, TODAY, proofs.tried_cases(plain, said, TODAY))
    assert before.findings
    assert after == before
    told = list(missing_statements(rules, TODAY))
    # The orientations of the shipped catalogue tell everybody.
    assert told or folder == SHIPPED
    assert list(missing_statements(said, TODAY)) == told


def test_what_could_not_be_proved_is_known_by_its_kind_and_only_a_promise_blocks(
    small, monkeypatch
):
    report = Report((), ("dead", "invariants"))
    monkeypatch.setattr(proofs, "_proved", lambda *_: (report, ()))
    told = [(one.kind, one.names, one.blocking, one.fault) for one in found(small)]
    assert told == [
        ("unproved", ("règles mortes",), False, True),
        ("", (), True, True),
    ]
