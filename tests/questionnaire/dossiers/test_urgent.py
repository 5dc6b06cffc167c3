"""What cannot wait comes first, everywhere, by what the card of the answer says."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from procedures.engine.answers import answers_to_data
from procedures.engine.deadlines import last_day_of_appeal
from procedures.engine.values.stances import LATE
from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import (
    DossierCard,
    DossierContent,
    as_data,
    card_of,
    from_data,
    new_dossier,
    save,
)  # fmt: skip
from questionnaire.dossiers.days import LABELS, first_words, situation
from questionnaire.dossiers.listing import SearchedList, first_urgent, listed_of
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Dossier, Member
from questionnaire.result.calendar import Reminded, Reminder
from questionnaire.result.stances import FOUND_TOGETHER
from questionnaire.result.timing import Hour, Status, timing_of, undated_text
from questionnaire.result.urgency import Urgency
from tests.drawn_people import DAYS, Visitors
from tests.shipped import shipped_plain, shipped_rules

from .conftest import listed, plain

TODAY = date(2026, 12, 1)
PEOPLE, AHEAD = 60, (0, 1, 40, 100, 200, 400)
# What a card says of a day that is not over.
STILL_GOOD = re.compile("au plus tard|aujourd’hui|inclus|encore|du ", re.IGNORECASE)
# An order to leave within a month, free: its appeal is counted from the day of the letter.
REFUSED = next(
    one["answers"] for one in shipped_plain()["cases"] if one["id"] == "oqtf_libre_un_mois"
)


def answered_on(today, answers, **other):
    return Answered(shipped_rules(), DossierContent(answers={**answers, **other}), today)


def every_case():
    """One case of six of the catalogue, each on its own day."""
    for case in shipped_plain()["cases"][::6]:
        answers = {key: _plain(value) for key, value in case["answers"].items()}
        today = date.fromisoformat(str(case.get("today", TODAY)))
        yield case["id"], answered_on(today, answers), today


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def asks_again(answered):
    """Tell whether a date behind what is recommended is asked of who gave these answers."""
    facts = {
        end.fact
        for result in answered.evaluation.procedures
        if result.recommended
        for one in result.steps
        for end in (one.step.opens, one.step.closes)
        if end and end.fact
    }
    return any(answered.asks(one) for one in facts if answered.answers.get(one) is None)


def held_to_its_cards(answered, today):
    """Check that the urgencies of an answer are those that its cards say; return them."""
    found, asked_for = answered.card("A-1", "").urgencies(today), answered.evaluation.procedures
    recommended = [one for one in asked_for if one.recommended]
    in_time = bool(recommended)
    for result, sheet in zip(recommended, answered.result.sheets, strict=True):
        card, stance = sheet.verdict, sheet.verdict.stance
        left = card.leaf.left if card.leaf else ""
        when = "".join(str(one.value) for one in card.facts if one.label == "Quand")
        days = " ".join([left, *(str(one.value) for one in card.facts if one.icon == "calendar")])
        over = any(timing_of(one, today).status is Status.LATE for one in result.steps)
        undated = when in (undated_text(), FOUND_TOGETHER) or "Date à calculer" in when
        today_at_last = when.startswith("Aujourd’hui") and stance != LATE and not undated
        if "ujourd’hui" in left or today_at_last:
            assert Urgency.TODAY in found
        if undated:
            assert Urgency.UNDATED in found
            assert [one.key for one in answered.missing_answers()] or not asks_again(answered)
        if stance == LATE or (over and not STILL_GOOD.search(days)):
            assert Urgency.LATE in found
        # Its own day, not that of another step.
        own = card.leaf and str(card.leaf.what).startswith("Dernier jour")
        in_time = in_time and stance != LATE and own and "Encore" in left
    if any(one.verdict.stance == LATE for one in answered.result.cards):
        assert Urgency.LATE in found, "the first card says that it is late"
    elif in_time:
        assert Urgency.LATE not in found, "each card says that there is time"
    return found


def test_cases_of_the_catalogue_are_urgent_by_what_their_cards_say(db):
    seen = set()
    for name, answered, today in every_case():
        try:
            seen.update(held_to_its_cards(answered, today))
        except AssertionError as error:
            raise AssertionError(name) from error
    assert seen == set(Urgency)


@pytest.mark.parametrize("day", DAYS)
def test_people_drawn_at_random_are_urgent_by_what_their_cards_say(db, day):
    """They are looked at days later, when their dossier was read again, and when it was not."""
    rules, visitors = shipped_rules(), Visitors(shipped_rules(), day)
    seen = Counter()
    for number in range(PEOPLE // len(DAYS)):
        content = DossierContent(answers=answers_to_data(visitors.answers(number)))
        saved = Answered(rules, content, day).card("A-1", "")
        for today in (day + timedelta(ahead) for ahead in AHEAD):
            answered = Answered(rules, content, today)
            found = held_to_its_cards(answered, today)
            seen.update(found)
            assert bool(answered.urgent_words(Urgency.LATE)) == (Urgency.LATE in found)
            assert saved.is_late(today) >= any(one.is_missed(today) for one in saved.reminders())
            for card in (answered.card("A-1", ""), saved):
                assert_listed_by(card.urgencies(today), card, today, rules)
    assert min(seen[Urgency.LATE], seen[Urgency.TODAY]) > 5, seen


def assert_listed_by(found, card, today, rules):
    """Check that each list of dossiers has what cannot wait, and only for its reason."""
    shown = listed_of([(new_dossier(None, None), card)], today)
    for why in Urgency:
        form = SearchedList({"within": str(why)}, shown, rules, Member())
        assert bool(form.chosen(shown, today)) == (why in found)
        assert bool(first_urgent(shown, why, today)) == (why in found)
        assert (LABELS[why].lower() in situation(card, today).lower()) == (why in found)


def test_between_the_careful_day_and_the_last_that_the_law_counts_nobody_is_late(db):
    start = date.fromisoformat(str(REFUSED["decision_date"]))
    answers = {key: _plain(value) for key, value in REFUSED.items()}
    card = answered_on(start, answers).card("A-1", "")
    careful, counted = next((one.day, one.counted) for one in card.reminders() if one.counted)
    assert counted == last_day_of_appeal(careful)
    for today, expected, words in (
        (careful, Urgency.TODAY, "jusqu’au"),
        (counted, Urgency.TODAY, "aujourd’hui, sans attendre"),
        (counted + timedelta(1), Urgency.LATE, "la date limite était"),
    ):
        # As it was sealed before, and read again that day.
        for one in (card, answered_on(today, answers).card("A-1", "")):
            assert expected in one.urgencies(today), today
            assert any(words in line for line in first_words(one, today)), (today, words)
        assert (Urgency.LATE in card.urgencies(today)) == (expected is Urgency.LATE)


@pytest.mark.parametrize(
    "one",
    [
        Reminder(TODAY, Reminded.START),
        Reminder(TODAY, Reminded.LAST_DAY, Hour.EARLY),
        Reminder(TODAY, Reminded.LAST_DAY, None, TODAY + timedelta(3)),
        Reminder(TODAY, Reminded.LAST_DAY, Hour.OF_THE_LETTER, TODAY + timedelta(3)),
    ],
)
def test_day_is_read_as_it_was_written(one):
    again = from_data(*as_data(one))
    assert (again, again.hour, again.counted) == (one, one.hour, one.counted)


@pytest.fixture
def week(rive, at):
    """Twelve dossiers: one for today, one without its date, one late, and others that can wait."""
    at(TODAY)
    cipher, holder = cipher_of(rive.organisation), rive.member("bilal")
    undated = {key: _plain(value) for key, value in REFUSED.items()} | {"decision_date": None}
    kept = {f"B-{number}": "2026-12-20" for number in range(9)}
    days = {"Z-1": "2026-12-01", "Z-3": "2026-11-02", **kept}
    with using(shipped_rules(), number=7):
        for reference, day in days.items():
            made = new_dossier(rive.organisation, holder)
            card = DossierCard(reference, "Titre", days=[[day, "last_day"]], read_on=str(TODAY))
            save(made, cipher, card, DossierContent(), 7)
        made = new_dossier(rive.organisation, holder)
        card = answered_on(TODAY, undated).card("Z-2", "")
        save(made, cipher, card, DossierContent(answers=undated), 7)
        yield rive


def test_list_begins_with_what_cannot_wait_and_marks_it(week):
    client = week.clients["awa"]
    assert listed(client)[:3] == ["Z-1", "Z-2", "Z-3"]
    page = plain(client.get("/dossiers/"))
    for words in ("1 dossier à traiter aujourd’hui.", "1 dossier où une date manque."):
        assert words in page
    for mark in ("Aujourd’hui", "Une date manque", "En retard"):
        assert page.count(f'<span class="tag tag--warning">{mark}</span>') == 1
    for why, reference in (("today", "Z-1"), ("undated", "Z-2"), ("late", "Z-3")):
        assert listed(client, within=why) == [reference]
    assert len(listed(client, within="none")) == 0
    hidden = plain(client.post("/dossiers/", {"within": "7"}))
    assert "1 dossier où une date manque, hors de cette liste." in hidden
    assert "à traiter aujourd’hui, hors de cette liste" not in hidden


def test_week_begins_with_today_and_with_the_dates_that_are_missing(week):
    page = plain(week.clients["awa"].get("/dossiers/semaine/"))
    titles = ("Aujourd’hui</h2>", "Une date manque</h2>", "En retard</h2>", "Le résultat a changé")
    places = [page.index(one) for one in titles]
    assert places == sorted(places)
    parts = [page[start:end] for start, end in zip(places, [*places[1:], None], strict=True)]
    for part, reference in zip(parts[:3], ("Z-1", "Z-2", "Z-3"), strict=True):
        assert reference in part
        assert part.count("<li") == 1
    # The question is asked again, with what helps to answer it, and opens there.
    assert 'name="question" value="decision_date"' in parts[1]
    assert "Z-1" not in page[places[3] :]
    dossier = next(
        one
        for one in Dossier.objects.all()
        if card_of(one, cipher_of(week.organisation)).reference == "Z-2"
    )
    opened = week.clients["awa"].post(
        f"/dossiers/dossier/{dossier.code}/rouvrir/", {"question": "decision_date"}
    )
    assert "decision_date" in opened.headers["Location"]


def test_calendar_begins_with_today_and_says_which_days_it_lacks(week):
    page = plain(week.clients["awa"].get("/dossiers/calendrier/"))
    assert page.index("Aujourd’hui</h2>") < page.index("1 dossier où une date manque")
    assert page.index("1 dossier où une date manque") < page.index("En retard</h2>")
    assert page.index("En retard</h2>") < page.index("Dates à venir</h2>")
    assert page.partition("Dates à venir</h2>")[2].count("B-") >= 9


def test_card_of_a_newer_version_is_read(rive):
    cipher, dossier = cipher_of(rive.organisation), new_dossier(rive.organisation, None)
    dossier.card = cipher.sealed({"reference": "A-1", "further": [1]}, dossier.code)
    assert card_of(dossier, cipher) == DossierCard("A-1")
