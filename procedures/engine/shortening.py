"""Shortens texts for the places that have no room for a whole one, and ends sentences."""

from __future__ import annotations

ENDS = (".", "!", "?", "…")


def shortened(text: str, most: int) -> str:
    """Return a text of ``most`` characters at most, cut between two words.

    A quotation that is cut is closed. A word that is longer than the room is cut all the same.

    >>> shortened("Fermé le matin", 14), shortened("Fermé le matin", 13)
    ('Fermé le matin', 'Fermé le…')
    >>> shortened("Annonce « Fermé le matin »", 24)
    'Annonce « Fermé le… »'
    """
    if len(text) <= most:
        return text
    kept = _cut(text, most - 1)
    if kept.count("«") > kept.count("»"):
        kept = _cut(text, most - 3)
        if "«" in kept:
            return f"{kept}… »"
    return f"{kept}…"


def ended(text: str) -> str:
    """Return a text as a sentence: nothing is added to what ends already.

    >>> ended("Fermé le…"), ended("Fermé le matin")
    ('Fermé le…', 'Fermé le matin.')
    """
    return text if text.endswith(ENDS) else f"{text}."


def _cut(text: str, most: int) -> str:
    kept = text[:most]
    if not text[most].isspace() and len(words := kept.rsplit(None, 1)) > 1:
        kept = words[0]
    return kept.rstrip(" \n\u00a0\u202f,;:.«(")
