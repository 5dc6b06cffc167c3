"""What happened to a request takes the place of what was computed before it, on every page."""

from datetime import date

import pytest
from icalendar import Calendar

from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import DossierContent
from questionnaire.dossiers.days import situation, words_of_day
from questionnaire.dossiers.following import Stage, stage_of
from questionnaire.result.calendar import Reminded, Reminder
from questionnaire.result.urgency import Urgency
from tests.questionnaire.samples import TODAY
from tests.shipped import shipped_rules

from .conftest import listed, opened, plain, version_in
from .test_late import SPOUSE

DAY = date(2026, 12, 2)
FILED = {"filed_on": "2026-11-20"}
RECEIPT = {**FILED, "receipt_until": "2027-03-20"}
REFUSED = {**RECEIPT, "decision": "refused", "decided_on": "2026-11-30"}
# Without a delay that anybody has told us of once it is filed.
CITIZEN = {**SPOUSE, "goal": "naturalisation", "citizenship_ground": "decret"}


def followed(request, answers=SPOUSE):
    content = DossierContent(answers=dict(answers), requests=[request] if request else [])
    return Answered(shipped_rules(), content, DAY)


def last_days(answered):
    return [one.day for one in answered.reminders() if one.about is Reminded.LAST_DAY]


def test_filed_request_is_late_no_more_and_counts_the_silence():
    before, after = followed({}), followed(FILED)
    assert Urgency.LATE in before.urgencies
    assert not after.urgencies
    assert date(2026, 11, 21) in last_days(before)
    # Four months of silence since it was filed, then two months to contest.
    assert last_days(after) == [date(2027, 3, 20), date(2027, 5, 20)]
    assert situation(after.card("A-1", ""), DAY) == "Jusqu’au samedi 20 mars 2027 inclus".replace(
        "20 mars 2027", "20\xa0mars\xa02027"
    )
    # The papers, and the procedure, are still those of the request.
    assert after.record == before.record
    assert after.card("A-1", "").title == before.card("A-1", "").title


def test_receipt_is_renewed_within_the_days_of_the_rules():
    found = followed(RECEIPT).reminders()
    assert Reminder(date(2027, 2, 20), Reminded.START) in found
    assert Reminder(date(2027, 3, 20), Reminded.END) in found
    # The end of the visa is behind: the receipt stands for it.
    assert date(2027, 1, 20) not in {one.day for one in found}


def test_decision_ends_the_silence_and_a_refusal_asks_what_it_says():
    favourable = followed({**FILED, "decision": "favourable", "decided_on": "2026-11-30"})
    assert last_days(favourable) == []
    assert not favourable.urgencies
    refused = followed(REFUSED)
    assert last_days(refused) == []
    assert refused.urgencies == {Urgency.UNDATED}
    assert [one.key for one in refused.missing_answers()] == ["decision_kind"]


def test_rules_that_tell_nothing_of_what_is_filed_leave_only_the_written_days():
    answered = followed(
        {**FILED, "meeting_on": "2026-12-09", "receipt_until": "2027-03-20"}, CITIZEN
    )
    assert answered.followed is None
    assert not answered.urgencies
    assert last_days(answered) == []
    assert Reminder(date(2026, 12, 9), Reminded.MEETING) in answered.reminders()
    assert Reminder(date(2027, 3, 20), Reminded.END) in answered.reminders()
    assert (
        situation(answered.card("A-1", ""), DAY) == "Rendez-vous le mercredi 9\xa0décembre\xa02026"
    )


def test_answers_about_a_refusal_come_after_the_request():
    answered = followed(REFUSED, {**SPOUSE, "goal": "refus", "decision_kind": "oqtf"})
    assert answered.followed is None


LETTER = {**SPOUSE, "goal": "refus", "decision_kind": "refus_titre", "decision_date": "2026-10-20"}


@pytest.mark.parametrize(
    ("request_", "runs"),
    [
        ({}, True),
        ({"filed_on": "2026-06-03"}, True),
        ({"receipt_until": "2026-12-03"}, True),
        ({"filed_on": "2026-06-03", "decision": "refused", "decided_on": "2026-10-20"}, True),
        ({"filed_on": "2026-11-15"}, False),
        ({"filed_on": "2026-06-03", "decision": "favourable"}, False),
    ],
)
def test_days_of_a_letter_end_with_what_was_filed_since_it_came_alone(request_, runs):
    assert (date(2026, 12, 20) in last_days(followed(request_, LETTER))) is runs


def test_letter_received_on_an_unknown_day_is_answered_by_nothing():
    answered = followed(FILED, {**LETTER, "decision_date": None})
    assert answered.urgencies == followed({}, {**LETTER, "decision_date": None}).urgencies != set()


@pytest.mark.parametrize(
    ("request_", "stage"),
    [
        ({}, Stage.TO_FILE),
        ({"meeting_on": "2027-01-01"}, Stage.TO_FILE),
        (FILED, Stage.FILED),
        ({"receipt_until": "2027-01-01"}, Stage.FILED),
        (REFUSED, Stage.REFUSED),
    ],
)
def test_stage(request_, stage):
    assert stage_of(request_) is stage


@pytest.fixture
def page(rive, keep, at):
    """A function: what Bilal sends from the page of his dossier A-1 is written or refused."""
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    address = f"/dossiers/dossier/{dossier.code}/"

    def send(client=client, version="", **sent):
        version = version or version_in(client.get(address))
        return client.post(address, {"version": version, **sent})

    send.dossier, send.address = dossier, address
    return send


def test_days_are_written_told_found_and_in_the_calendar(page, rive):
    client = rive.clients["bilal"]
    assert page(meeting_on="2026-11-27", filed_on="2026-11-20").status_code == 302
    assert opened(page.dossier)[1].requests == [
        {"filed_on": "2026-11-20", "meeting_on": "2026-11-27"}
    ]
    told = plain(client.get(page.address))
    assert "Déposé le 20 novembre 2026 · rendez-vous le 27 novembre 2026" in told
    assert listed(client, stage="filed") == ["A-1"]
    assert listed(client, stage="to_file") == []
    week = client.get("/dossiers/semaine/").context["meetings"]
    assert [one.day for one in week] == [date(2026, 11, 27)]
    link = client.post("/dossiers/calendrier/", {"open": "1"}).context["link"]
    first, again = (client.get(link.partition("testserver")[2]).content for _ in range(2))
    events = list(Calendar.from_ical(first).walk("VEVENT"))
    (event,) = (one for one in events if one["summary"] == "A-1 : rendez-vous")
    assert event["dtstart"].dt == date(2026, 11, 27)
    assert event.walk("VALARM")
    uids = [one["uid"] for one in Calendar.from_ical(again).walk("VEVENT")]
    assert uids == [one["uid"] for one in events]


@pytest.mark.parametrize(
    "sent",
    [
        {"filed_on": "2027-06-01"},
        {"filed_on": "0001-01-01"},
        {"filed_on": "hier"},
        {"decision": "refused"},
        {"decided_on": "2026-11-20"},
        {"decision": "maybe", "decided_on": "2026-11-20"},
        {"filed_on": "2026-11-20", "receipt_until": "2026-11-01"},
        {"family": "Diop"},
        {"family": "06 12 34 56 78"},
    ],
)
def test_what_cannot_be_true_is_refused(page, sent):
    assert page(**sent).status_code == 422
    assert opened(page.dossier)[1].requests == []
    assert opened(page.dossier)[0].family == ""


def test_two_members_lose_nothing_silently(page, rive):
    awa, bilal = rive.clients["awa"], rive.clients["bilal"]
    version = version_in(bilal.get(page.address))
    page(awa, filed_on="2026-11-20")
    # Another line is written beside it.
    page(bilal, version, meeting_on="2026-12-09", filed_on="")
    both = [{"filed_on": "2026-11-20", "meeting_on": "2026-12-09"}]
    assert opened(page.dossier)[1].requests == both
    # Of two days for one line, none is chosen.
    told = page(bilal, version, filed_on="2026-11-18", note="appeler")
    assert told.status_code == 409
    assert "déposé le 20 novembre 2026" in plain(told)
    assert 'value="2026-11-18"' in plain(told)
    assert opened(page.dossier)[1].requests == both
    page(bilal, version_in(told), filed_on="2026-11-18", note="appeler")
    assert opened(page.dossier)[1].requests[0]["filed_on"] == "2026-11-18"
    assert opened(page.dossier)[0].note == "appeler"


def test_request_that_is_over_stays_for_the_report_and_leaves_the_days(page):
    page(filed_on="2026-11-20")
    page(decision="favourable", decided_on="2026-11-21", over="1")
    requests = opened(page.dossier)[1].requests
    assert requests == [
        {"filed_on": "2026-11-20", "decision": "favourable", "decided_on": "2026-11-21"},
        {},
    ]
    assert stage_of(requests[-1]) is Stage.TO_FILE


def test_decision_on_a_request_that_a_colleague_put_away_is_not_that_of_the_next_one(page, rive):
    page(filed_on="2026-11-20")
    version = version_in(rive.clients["bilal"].get(page.address))
    page(rive.clients["awa"], over="1")
    sent = {"decision": "refused", "decided_on": "2026-11-21", "filed_on": "2026-11-20"}
    told = page(version=version, **sent)
    assert told.status_code == 409
    assert "ranger cette demande" in plain(told)
    assert opened(page.dossier)[1].requests == [{"filed_on": "2026-11-20"}, {}]
    # What says nothing of the request is written all the same.
    assert page(version=version, note="appeler").status_code == 302


def test_day_of_a_meeting_in_words():
    assert words_of_day(Reminder(TODAY, Reminded.MEETING), TODAY).startswith("rendez-vous le ")
