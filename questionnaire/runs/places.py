"""The communes in the questionnaire, and the search for the one that a person means."""

import re

from procedures.publishing import communes
from procedures.publishing.departments import department_names
from procedures.publishing.spelling import bare, western_digits


def name(code: str) -> str:
    """Return a commune's name with its postal code: « Montauban (82000) ».

    What stands for an unnamed commune has its département's: « Tarn-et-Garonne (82) ».
    """
    place = communes.commune(code)
    if place:
        return label(place)
    department = communes.department_of(code)
    known = department_names().get(department, "")
    return f"{known} ({department})" if known and code == somewhere_in(department) else code


def somewhere_in(department: str) -> str:
    """Return the code that stands for an unnamed commune of a département.

    No commune has it: the rules of the département hold, and the arrondissement is not known.

    >>> somewhere_in("82"), somewhere_in("974"), somewhere_in("2A")
    ('82000', '97400', '2A000')
    """
    return department.ljust(5, "0")


def label(place: communes.Commune) -> str:
    return f"{place.name} ({place.postal_codes[0]})" if place.postal_codes else place.name


def find_places(
    text: str, limit: int = 12
) -> tuple[communes.Commune | None, list[communes.Commune]]:
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
