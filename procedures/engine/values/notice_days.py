"""The days of an announcement: those it speaks of, those on which it is shown; closures."""

from __future__ import annotations

from datetime import date, timedelta

from .units import unit_words

# How much of its days a closure takes, and why, in words for agents.
CLOSED = {
    "jour": "toute la journée",
    "matin": "le matin",
    "apres_midi": "l'après-midi",
}
REASONS = {
    "formation": "les agents se forment",
    "travaux": "des travaux",
    "panne": "une panne d'ordinateurs",
    "greve": "une grève",
    "ferie": "un jour férié",
    "intemperies": "le mauvais temps",
}


def faults_of_days(
    start: date | None,
    end: date | None,
    shown_from: date | None = None,
    shown_until: date | None = None,
) -> dict[str, str]:
    """Return {key of the format: what is wrong with it}, in words for agents.

    >>> day = date(2026, 12, 24)
    >>> faults_of_days(day, day, None, date(2026, 12, 20))["shown_until"]
    "L'annonce disparaîtrait 4 jours avant la fin de ce qu'elle annonce."
    """
    faults = {}
    if start and end and end < start:
        faults["until"] = "Le dernier jour est avant le premier."
    if shown_from and shown_until and shown_until < shown_from:
        faults["shown_until"] = "L'annonce disparaîtrait avant d'être affichée."
    elif end and shown_until and shown_until < end:
        days = (end - shown_until) // timedelta(days=1)
        length = unit_words("days", days)
        faults["shown_until"] = (
            f"L'annonce disparaîtrait {length} avant la fin de ce qu'elle annonce."
        )
    if shown_from and end and shown_from > end:
        faults["shown_from"] = "L'annonce s'afficherait après la fin de ce qu'elle annonce."
    return faults
