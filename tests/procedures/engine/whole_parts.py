"""What many values of the whole catalogue share: a source, a condition, a text by language."""

from datetime import date

from procedures.engine.conditions.tree import FactTest
from procedures.engine.values.content import Source

from .whole_translated import english

SOURCE = Source(
    "CESEDA L. 1",
    "https://l/1",
    date(2026, 11, 24),
    "high",
    dated="2026-04",
    verified_on=date(2026, 11, 25),
    verified_by="la préfecture du Gard",
)
UNDER_18 = FactTest("age", "lt", 18)


def both(french):
    return {"fr": french, "en": english(french)}


def fr(french):
    return {"fr": french}


def equals(fact, value):
    return FactTest(fact, "eq", value, frozenset({value}))
