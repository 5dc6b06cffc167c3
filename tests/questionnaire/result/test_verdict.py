"""The answer in one sentence: what to do, where and when."""

from datetime import date

import pytest

from .catalogue import APPEAL, LOST, RENEWAL, make_reading, make_renewal, make_result, make_sheet

OPENS, CLOSES = date(2027, 1, 15), date(2027, 3, 16)


def verdict(answers=RENEWAL, **options):
    return make_sheet(answers, **options).verdict


def said(day):
    return make_reading(RENEWAL).day(day)


def test_too_early_says_from_when_until_when_and_where():
    found = verdict()
    assert found.status == "too_early"
    assert said(OPENS) in found.sentence
    assert f"jusqu’au {said(CLOSES)} inclus" in found.sentence
    assert "ANEF" in found.sentence


def test_too_early_does_not_send_to_a_site_that_would_refuse():
    assert verdict().action_url == ""
    assert verdict(today=OPENS).action_url == "https://anef.example"


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2027, 1, 14), "too_early"),
        (OPENS, "open"),
        (date(2027, 3, 2), "closing"),
        (CLOSES, "closing"),
        (date(2027, 3, 17), "late"),
        (date(2027, 5, 15), "late"),
    ],
)
def test_the_status_follows_the_day(today, status):
    assert verdict(today=today).status == status


def test_late_says_what_to_do_today_and_what_it_costs():
    found = verdict(today=date(2027, 3, 17))
    assert said(CLOSES) in found.sentence
    assert found.late == "Déposez aujourd'hui : cela coûte 180 €."


def test_what_to_do_when_late_is_not_said_before():
    assert verdict(today=CLOSES).late == ""


def test_an_unknown_date_says_what_to_find_out():
    found = verdict({**RENEWAL, "expiry": None})
    assert found.status == "unknown"
    assert [(one.question, one.help) for one in found.to_find_out] == [
        ("Quelle date de fin ?", "Elle est sur la carte.")
    ]
    assert found.to_find_out[0].change_url == "/expiry/"


def test_a_dated_step_that_is_not_certain_gives_no_date():
    step = {"id": "file", "text": "x", "window": {"to": {"fact": "expiry"}}}
    rules = make_renewal(steps=[{**step, "when": {"married": True}}])
    found = verdict({**RENEWAL, "married": None}, rules=rules)
    assert found.status == "unknown"
    assert [one.change_url for one in found.to_find_out] == ["/married/"]


def test_without_a_window_it_can_be_done_now():
    found = verdict(rules=make_renewal(steps=[{"id": "file", "text": "x"}]))
    assert found.status == "anytime"
    assert "ANEF" in found.sentence
    assert found.action_url == "https://anef.example"


def test_without_a_channel_it_sends_to_the_prefecture():
    found = make_sheet({**LOST, "married": True}).verdict
    assert found.action_url == "/fr/34/"
    assert found.no_channel, "that the way to file is not known must be said"


def test_what_is_urgent_is_never_put_off_nor_sent_to_the_prefecture():
    result = make_result(APPEAL)
    assert [one.title for one in result.urgent] == ["Le délai est court"]
    sheet = result.sheets[0]
    assert (sheet.verdict.action_url, sheet.verdict.no_channel) == ("", "")
    assert sheet.filing.card is None


def test_the_french_name_stands_beside_a_translation_only():
    arabic = verdict(language="ar")
    assert arabic.title == "تجديد البطاقة"
    assert arabic.french == "Renouveler la carte"
    assert verdict().french == ""
    # No English words: French stands in, marked as such, and once.
    english = verdict(language="en")
    assert english.title == {"text": "Renouveler la carte", "lang": "fr", "dir": "ltr"}
    assert english.french == ""
