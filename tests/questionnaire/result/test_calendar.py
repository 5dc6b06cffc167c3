"""The calendar of an answer: the days to come, read back by another library, and no secret."""

import json
import re
from datetime import date, timedelta

import pytest
import vobject

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import DossierContent
from questionnaire.runs.run import Run, cookie_name, seal
from tests.languages import LANGUAGES

from .catalogue import PROCEDURES, QUESTIONS, RENEWAL, WINDOW, make_rules

RUN = "2bcdefgh"
# The same key as the shipped question: what a document's end is read from.
TITLE = [{**one, "key": "expiry_date"} if one["key"] == "expiry" else one for one in QUESTIONS]
PLAIN = [{**one, "sensitive": False} for one in TITLE]
ANSWERS = {**{k: v for k, v in RENEWAL.items() if k != "expiry"}, "expiry_date": "2027-05-15"}


def renamed(value):
    """Return the procedures with the end of the title under the shipped key."""
    if isinstance(value, dict):
        return {
            ("expiry_date" if key == "expiry" else key): renamed(one) for key, one in value.items()
        }
    if isinstance(value, list):
        return [renamed(one) for one in value]
    return "expiry_date" if value == "expiry" else value


@pytest.fixture
def open_at(client, monkeypatch):
    """Open a page of somebody's run on a day; ``open`` questions tell nothing sensitive."""

    def ask(place, day, *, questions=PLAIN, language="fr", answers=ANSWERS):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)
        rules = make_rules(questions=questions, procedures=renamed(list(PROCEDURES)))
        kept = Run(RUN, dict(answers), 2_000_000_000, 1)
        client.cookies[cookie_name(RUN)] = seal(kept.to_data())
        with using(rules, number=1):
            return client.get(f"/{language}/demarche/{RUN}/{place}")

    return ask


def events(response):
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = vobject.readOne(response.content.decode())
    return {
        one.dtstart.value: (one.summary.value, [alarm.trigger.value for alarm in one.valarm_list])
        for one in read.vevent_list
    }


def test_days_to_come_are_in_the_calendar(open_at):
    found = events(open_at("rappels.ics", date(2026, 11, 24)))
    # The window is from 120 to 60 days before the 15th of May 2027.
    assert list(found) == [date(2027, 1, 15), date(2027, 3, 16), date(2027, 5, 15)]
    assert [title for title, _alarms in found.values()] == [
        "Rappel : vous pouvez commencer",
        "Rappel : dernier jour",
        "Rappel : date de fin",
    ]
    nine = timedelta(hours=9)
    alarms = found[date(2027, 3, 16)][1]
    assert alarms == [timedelta(days=-days) + nine for days in (14, 3, 1)]


def test_day_that_has_come_is_left_out(open_at):
    found = events(open_at("rappels.ics", date(2027, 1, 15)))
    assert list(found) == [date(2027, 3, 16), date(2027, 5, 15)]


def test_day_on_which_two_things_happen_tells_both_to_an_association():
    closing = {"from": {"fact": "expiry", "days": -120}, "to": {"fact": "expiry", "days": 0}}
    plain = json.dumps(renamed(list(PROCEDURES))).replace(
        json.dumps(renamed(WINDOW)), json.dumps(renamed(closing))
    )
    rules = make_rules(questions=PLAIN, procedures=json.loads(plain))
    answered = Answered(rules, DossierContent(answers=dict(ANSWERS)), date(2026, 11, 24))
    assert answered.card("A-1", "").days == [
        ["2027-01-15", "start"],
        ["2027-05-15", "last_day"],
        ["2027-05-15", "end"],
    ]


def test_last_day_itself_is_still_told_to_an_association():
    """Who opens the dossier on that very morning may still go; who opens it later reads so."""
    rules = make_rules(questions=PLAIN, procedures=renamed(list(PROCEDURES)))

    def days(today):
        answered = Answered(rules, DossierContent(answers=dict(ANSWERS)), today)
        return answered.card("A-1", "").days

    end = ["2027-05-15", "end"]
    last_day = ["2027-03-16", "last_day"]
    assert days(date(2027, 3, 16)) == [last_day, end]
    assert days(date(2027, 3, 17)) == [last_day, end]
    assert days(date(2027, 5, 15)) == [last_day, end]
    assert days(date(2027, 5, 16)) == [last_day]


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_tells_nothing_to_a_stranger(open_at, language):
    response = open_at("rappels.ics", date(2026, 11, 24), language=language)
    words = re.sub(r"^DTSTAMP.*$", "", response.content.decode().lower(), flags=re.M)
    for secret in ("guichet", "titre", "carte", "permit", "préfecture", "بطاقة", "http", RUN):
        assert secret not in words
    assert response.headers["Content-Disposition"] == 'attachment; filename="rappels.ics"'
    assert response.headers["Cache-Control"] == "no-store"
    titles = [title for title, _alarms in events(response).values()]
    assert len(set(titles)) == 3
    assert language == "fr" or not any("Rappel" in one for one in titles)


def test_day_taken_again_takes_its_own_place(open_at):
    """A name of the day alone: it tells no more than the day does, and of no run."""

    def names(day):
        return {
            one.dtstart.value: one.uid.value
            for one in vobject.readOne(open_at("rappels.ics", day).text).vevent_list
        }

    first, later = names(date(2026, 11, 24)), names(date(2027, 1, 15))
    assert first[date(2027, 5, 15)] == "2027-05-15-end"
    assert later.items() < first.items()


def test_who_told_a_danger_is_offered_no_calendar(open_at):
    day = date(2026, 11, 24)
    page = open_at("resultat/", day).content.decode()
    assert "rappels.ics" in page
    assert "rappels.ics" not in open_at("resultat/", day, questions=TITLE).content.decode()
    refused = open_at("rappels.ics", day, questions=TITLE)
    assert (refused.status_code, refused.url) == (302, f"/fr/demarche/{RUN}/resultat/")


def test_without_a_day_to_come_there_is_nothing_to_take(open_at):
    late = date(2027, 5, 16)
    assert "rappels.ics" not in open_at("resultat/", late).content.decode()
    assert open_at("rappels.ics", late).status_code == 302


def test_unfinished_run_gives_no_calendar(open_at):
    some = {"residence": "france"}
    assert open_at("rappels.ics", date(2026, 11, 24), answers=some).status_code == 302
