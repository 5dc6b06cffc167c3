"""The sentence that says on which days a préfecture is closed, the whole day or half of it."""

from __future__ import annotations

from datetime import date

from procedures.engine.conditions.words import day_in_full

from .hours import DAY_NAMES

WHOLE, MORNING, AFTERNOON = "jour", "matin", "apres-midi"
LENGTHS = {
    WHOLE: "toute la journée",
    MORNING: "le matin",
    AFTERNOON: "l'après-midi",
}


def closing_sentence(first: date, last: date, length: str, place: str = "") -> str:
    """Return the sentence of a closure, of the whole préfecture or of one of its places.

    Half a day comes before the day: who reads the beginning only must not stay at home. Whether the
    name of a place is masculine or plural is unknown: nothing agrees with it.

    >>> closing_sentence(date(2026, 12, 24), date(2026, 12, 24), MORNING)
    'La préfecture est fermée seulement le matin, le jeudi 24 décembre 2026.'
    >>> closing_sentence(date(2026, 12, 24), date(2027, 1, 1), WHOLE)
    'La préfecture est fermée du jeudi 24 décembre 2026 au vendredi 1er janvier 2027.'
    >>> closing_sentence(date(2026, 12, 24), date(2026, 12, 24), MORNING, "Annexe de Moissac")
    'Annexe de Moissac : fermeture le matin seulement, le jeudi 24 décembre 2026.'
    """
    start, end = _with_weekday(first), _with_weekday(last)
    days = f"le {start}" if first == last else f"du {start} au {end}"
    if place:
        half = "" if length == WHOLE else f"{LENGTHS[length]} seulement, "
        return f"{place} : fermeture {half}{days}."
    half = "" if length == WHOLE else f"seulement {LENGTHS[length]}, "
    return f"La préfecture est fermée {half}{days}."


def _with_weekday(day: date) -> str:
    return f"{tuple(DAY_NAMES.values())[day.weekday()]} {day_in_full(day)}"
