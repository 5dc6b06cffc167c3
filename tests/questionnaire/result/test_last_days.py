"""The last day of an answer to a letter: in the band, by the hour, across summer time."""

from datetime import date, timedelta

from .catalogue import RENEWAL
from .test_cards import ENDS, card, fact, said


def test_an_answer_to_a_letter_names_its_last_day_in_the_band():
    steps = [{"id": "write", "text": "Écrivez.", "place": "tribunal"}]
    stances = [
        {"stance": "repondre", "last_day": {"fact": "expiry", "days": -1}, "lead": "Écrivez."},
        {"stance": "en_retard", "lead": "Voyez quand même un avocat."},
    ]
    found = card(ENDS - timedelta(days=9), stances=stances, steps=steps)
    assert found.label == f"Répondez au plus tard le {said(ENDS - timedelta(days=1))}"
    assert found.tone == "danger"
    last = card(ENDS - timedelta(days=1), stances=stances, steps=steps)
    assert last.label == "Répondez aujourd’hui"
    assert fact(last, "Quand").value == "Aujourd’hui au plus tard"
    late = card(ENDS, stances=stances, steps=steps)
    assert late.leads == ["Voyez quand même un avocat."]


def test_a_last_day_counted_in_hours_says_at_which_hour_it_ends():
    end = {"fact": "expiry", "hours": 48}
    steps = [{"id": "write", "text": "Écrivez.", "window": {"to": end}}]
    ends = said(ENDS + timedelta(days=2))
    for last_day in ({"last_day": end}, {}):
        stances = [
            {"stance": "repondre", "moment": "pendant", **last_day},
            {"stance": "en_retard", "moment": "apres"},
            {"stance": "appeler"},
        ]
        found = card(ENDS, stances=stances, steps=steps)
        assert found.label == f"Répondez au plus tard le {ends}"
        assert (
            fact(found, "Quand").value == f"Au plus tard le {ends}, à l’heure écrite sur la lettre"
        )
        last = fact(card(ENDS + timedelta(days=2), stances=stances, steps=steps), "Quand").value
        assert last == "Aujourd’hui au plus tard, à l’heure écrite sur la lettre"


def test_hours_across_the_end_of_summer_time_end_an_hour_before_that_of_the_letter():
    end = {"fact": "expiry", "hours": 48}
    steps = [{"id": "write", "text": "Écrivez.", "window": {"to": end}}]
    received = date(2026, 10, 24)  # The clocks go back the next night.
    for last_day in ({"last_day": end}, {}):
        stances = [
            {"stance": "repondre", "moment": "pendant", **last_day},
            {"stance": "en_retard", "moment": "apres"},
            {"stance": "appeler"},
        ]
        answers = {**RENEWAL, "expiry": received.isoformat()}
        found = card(received, stances, answers, steps=steps)
        day = said(received + timedelta(days=2))
        words = f"Au plus tard le {day}, une heure avant celle de la lettre (heure d’hiver)"
        assert fact(found, "Quand").value == words
        last = card(received + timedelta(days=2), stances, answers, steps=steps)
        words = "Aujourd’hui au plus tard, une heure avant celle de la lettre (heure d’hiver)"
        assert fact(last, "Quand").value == words
