"""The sentence that says on which days a préfecture is closed, the whole day or half of it."""

from __future__ import annotations

from datetime import date

from procedures.engine.conditions.words import day_in_full

WHOLE, MORNING, AFTERNOON = "jour", "matin", "apres-midi"
LENGTHS = {
    WHOLE: "toute la journée",
    MORNING: "le matin",
    AFTERNOON: "l'après-midi",
}


def closing_sentence(first: date, last: date, length: str, place: str = "") -> str:
    """Return the sentence of a closure, of the whole préfecture or of one of its places.

    Half a day comes before the day: who reads the beginning only must not stay at home.

    >>> closing_sentence(date(2026, 12, 24), date(2026, 12, 24), MORNING)
    'La préfecture est fermée seulement le matin, le 24 décembre 2026.'
    >>> closing_sentence(date(2026, 12, 24), date(2027, 1, 1), WHOLE)
    'La préfecture est fermée du 24 décembre 2026 au 1er janvier 2027.'
    >>> closing_sentence(date(2026, 12, 24), date(2026, 12, 24), WHOLE, "Annexe de Moissac")
    'Ce lieu est fermé le 24 décembre 2026 : Annexe de Moissac.'
    """
    start, end = day_in_full(first), day_in_full(last)
    days = f"le {start}" if first == last else f"du {start} au {end}"
    half = "" if length == WHOLE else f"seulement {LENGTHS[length]}, "
    if place:
        return f"Ce lieu est fermé {half}{days} : {place}."
    return f"La préfecture est fermée {half}{days}."
