"""The days to come: of the week, of the calendar, and in the feed of who follows the dossiers."""

import json
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.content import card_of, content_of, save
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Dossier
from tests.questionnaire.samples import PROCEDURES, QUESTIONS, STORED, TODAY, make_rule_set


@pytest.fixture
def dated(rive, keep):
    """A function: a dossier with days, told as {days from today: what happens}."""

    def make(client, reference, **days):
        dossier = keep(client, reference)
        cipher = cipher_of(rive.organisation)
        card, content = card_of(dossier, cipher), content_of(dossier, cipher)
        today = timezone.localdate()
        card.days = [
            [(today + timedelta(number)).isoformat(), about] for about, number in days.items()
        ]
        save(dossier, cipher, card, content, dossier.edition)
        return dossier

    return make


def references(response, name):
    return [one.reference for one in response.context[name]]


def test_week_tells_what_closes_opens_and_ends(rive, dated):
    bilal = rive.clients["bilal"]
    dated(bilal, "today-1", last_day=0)
    dated(bilal, "week-1", last_day=7, start=3)
    dated(bilal, "month-1", last_day=8, end=30)
    dated(bilal, "far-1", last_day=31, end=31)
    dated(bilal, "past-1", last_day=-1)
    page = rive.clients["awa"].get("/dossiers/semaine/")
    assert [one.card.reference for one, _said in page.context["late"]] == ["past-1"]
    assert [one.card.reference for one, _said in page.context["today"]] == ["today-1"]
    assert references(page, "closing") == ["week-1"]
    assert references(page, "later") == ["month-1"]
    assert references(page, "opening") == ["week-1"]
    assert references(page, "ending") == ["month-1"]


def test_list_is_filtered_by_the_next_day(rive, dated):
    bilal = rive.clients["bilal"]
    dated(bilal, "soon-1", last_day=5)
    dated(bilal, "far-1", last_day=80)
    dated(bilal, "none-1")

    def found(within):
        page = bilal.post("/dossiers/", {"within": within}).context["page"]
        return [one.card.reference for one in page]

    assert (found("7"), found("90"), found("none")) == (["soon-1"], ["soon-1", "far-1"], ["none-1"])
    assert found("") == ["soon-1", "far-1", "none-1"]


def test_calendar_lists_every_day_to_come_in_order_and_who_follows(rive, dated):
    dated(rive.clients["bilal"], "A-1", last_day=80, start=40)
    dated(rive.clients["awa"], "B-2", end=60, last_day=-1)
    page = rive.clients["awa"].get("/dossiers/calendrier/")
    told = [
        (one.reference, one.words.partition(" le ")[0].partition("au ")[0], one.holder)
        for name in ("late", "days")
        for one in page.context[name]
    ]
    assert told == [
        ("B-2", "la date limite était", "Awa"),
        ("A-1", "peut commencer", "Bilal"),
        ("B-2", "fin du titre ou du document", "Awa"),
        ("A-1", "jusqu’", "Bilal"),
    ]
    assert page.content.decode().count("Suivi par Bilal") == 2


def test_feed_tells_the_days_of_who_follows_and_nothing_more(rive, dated):
    dated(rive.clients["bilal"], "A-1", last_day=5)
    dated(rive.clients["awa"], "B-2", last_day=6)
    page = rive.clients["bilal"].post("/dossiers/calendrier/", {"open": "1"})
    link = page.context["link"].partition("testserver")[2]
    response = Client().get(link)
    assert response.headers["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Dates des dossiers"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["SUMMARY"] == "A-1 : dernier jour, aujourd’hui inclus"
    assert event["DTSTART"].dt == timezone.localdate() + timedelta(5)
    assert {*event} == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "CLASS", "TRANSP"}
    again = Calendar.from_ical(Client().get(link).content).walk("VEVENT")[0]
    assert again["UID"] == event["UID"]
    # It rings as the file of a person does, and is asked for anew.
    alarms = event.walk("VALARM")
    assert [one["TRIGGER"].dt for one in alarms] == [
        timedelta(hours=9, days=-n) for n in (14, 3, 1)
    ]
    assert {one["DESCRIPTION"] for one in alarms} == {event["SUMMARY"]}
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H" in response.content


def test_feed_tells_the_days_of_the_edition_in_force(rive, dated):
    """A calendar program is the only reader of some dossiers: no page read them again."""
    dated(rive.clients["bilal"], "A-1", last_day=5)
    link = rive.clients["bilal"].post("/dossiers/calendrier/", {"open": "1"}).context["link"]
    feed = link.partition("testserver")[2]
    with using(make_rule_set(), number=13):
        assert not Calendar.from_ical(Client().get(feed).content).walk("VEVENT")
    assert Dossier.objects.get().edition == 13


def test_closed_feed_says_so_in_its_own_words_and_leads_to_another(rive, kept):
    """Whose calendar stands still was never invited by that link."""
    assert Client().get(kept.feed).status_code == 200
    rive.clients["bilal"].post("/dossiers/calendrier/", {"close": "1"})
    page = Client().get(kept.feed)
    assert page.status_code == 404
    words = unescape(page.content.decode())
    assert "Ce lien de calendrier ne donne plus de dates" in words
    assert "Vous avez déjà créé votre compte" not in words
    assert "?next=/dossiers/calendrier/" in words


def test_feed_asks_the_database_no_more_for_a_dossier_that_is_read(
    rive, dated, django_assert_num_queries
):
    dated(rive.clients["bilal"], "A-1", last_day=5)
    link = rive.clients["bilal"].post("/dossiers/calendrier/", {"open": "1"}).context["link"]
    with django_assert_num_queries(2):
        Client().get(link.partition("testserver")[2])


def test_new_link_closes_the_one_before(rive, edition):
    bilal = rive.clients["bilal"]
    links = [
        bilal.post("/dossiers/calendrier/", {"open": "1"})
        .context["link"]
        .partition("testserver")[2]
        for _ in range(2)
    ]
    assert [Client().get(one).status_code for one in links] == [404, 200]
    shown = bilal.post("/dossiers/calendrier/", {"open": "1"})
    links[1] = shown.context["link"].partition("testserver")[2]
    for program in ("Google Agenda", "Outlook", "iPhone"):
        assert program in shown.content.decode()
    assert links[1] not in bilal.get("/dossiers/calendrier/").content.decode()
    closed = bilal.post("/dossiers/calendrier/", {"close": "1"}, follow=True)
    assert "Le lien est fermé." in closed.content.decode()
    assert Client().get(links[1]).status_code == 404


def with_the_shipped_key(plain):
    """Return a part of the small catalogue that asks for the end of a titre as the shipped one."""
    return json.loads(json.dumps(plain).replace('"expiry"', '"expiry_date"'))


def test_day_of_the_titre_is_listed_until_that_day(rive, keep, monkeypatch):
    day = date(2027, 5, 15)
    monkeypatch.setitem(STORED, "expiry_date", STORED["expiry"])
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    rules = make_rule_set(
        questions=with_the_shipped_key(QUESTIONS), procedures=with_the_shipped_key(PROCEDURES)
    )
    client = rive.clients["bilal"]
    with using(rules, number=1):
        dossier = keep(client, "A-1")
        card = card_of(dossier, cipher_of(rive.organisation))
        assert [one.day for one in card.reminders()] == [day]
        for today, told in ((day, True), (day + timedelta(1), False)):
            monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, one=today: one)
            page = unescape(client.get(f"/dossiers/dossier/{dossier.code}/").content.decode())
            assert ("<h2>Dates</h2>" in page) is told
            assert ("document le samedi 15 mai 2027" in page.replace("\xa0", " ")) is told
