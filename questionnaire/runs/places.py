"""The communes in the questionnaire, and the search for the one that a person means."""

import re

from procedures.publishing import communes
from procedures.publishing.spelling import bare, western_digits


def name(code):
    """Return a commune's name with its postal code: « Montauban (82000) »."""
    place = communes.commune(code)
    return label(place) if place else code


def label(place):
    return f"{place.name} ({place.postal_codes[0]})" if place.postal_codes else place.name


def find_places(text, limit=12):
    """Return (commune that a text names without doubt, or ``None``; communes that it may mean)."""
    text = western_digits(text)
    found = communes.find_communes(text, limit)
    words = bare(re.sub(r"\d+", " ", text))
    postal_code = next(iter(re.findall(r"\d{5}", text)), "")
    exact = [
        place
        for place in found
        if words in ("", bare(place.name))
        and (not postal_code or postal_code in (*place.postal_codes, place.code))
    ]
    certain = len(exact) == 1 and bool(words or postal_code)
    return (exact[0], []) if certain else (None, found)
