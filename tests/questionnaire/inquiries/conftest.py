"""A wave of a small kit, open these days."""

from datetime import date

import pytest

from procedures.models import Kit, Wave

TODAY = date(2026, 11, 26)
CONTENT = {
    "title": {"fr": "Votre visite", "en": "Your visit"},
    "intro": {"fr": "Merci de votre aide."},
    "questions": [
        {"key": "cherche", "kind": "yes_no", "text": {"fr": "Avez-vous cherché ?"}},
        {
            "key": "trouve",
            "kind": "choice",
            "when": {"cherche": True},
            "text": {"fr": "Avez-vous trouvé ?"},
            "choices": [
                {"value": "oui", "text": {"fr": "Oui, tout"}},
                {"value": "non", "text": {"fr": "Non, rien"}},
            ],
        },
        {
            "key": "aide",
            "kind": "choices",
            "text": {"fr": "Qui vous a aidé ?"},
            "choices": [
                {"value": "proches", "text": {"fr": "Des proches"}},
                {"value": "association", "text": {"fr": "Une association"}},
                {"value": "personne", "exclusive": True, "text": {"fr": "Personne"}},
            ],
        },
        {
            "key": "fois",
            "kind": "integer",
            "text": {"fr": "Combien de fois ?"},
            "bounds": {"least": 1, "most": 50},
        },
        {
            "key": "clair",
            "kind": "scale",
            "text": {"fr": "Est-ce clair ?"},
            "choices": [
                {"value": "1", "text": {"fr": "pas du tout"}},
                {"value": "5", "text": {"fr": "tout à fait"}},
            ],
        },
    ],
}


@pytest.fixture
def on_the_day(monkeypatch):
    def set_day(day):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)

    set_day(TODAY)
    return set_day


@pytest.fixture
def kit(db):
    return Kit.objects.create(part="national", key="visite", title="Votre visite", content=CONTENT)


@pytest.fixture
def wave(kit, on_the_day):
    return Wave.objects.create(
        kit=kit,
        part="82",
        name="Automne",
        opens_on=date(2026, 11, 20),
        closes_on=date(2026, 11, 30),
        token="unguessable-token-of-22",
        content=kit.content,
    )
