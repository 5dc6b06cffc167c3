"""How near an address is to a person: in their commune, their arrondissement, or farther.

The catalogue has no coordinates of helpers: an address says its commune, and the table of communes
says the arrondissement.
"""

from __future__ import annotations

import re
from functools import lru_cache

from procedures.engine.situation import Situation
from procedures.publishing import communes

# What follows the postal code: « 34500 Béziers (adresse de 2019, à vérifier) ».
WITH_CODE = re.compile(r"\b(\d{5})\s+([^\W\d][^,;.()]*)")
SAME_COMMUNE, SAME_ARRONDISSEMENT, FARTHER = range(3)


def distance(situation: Situation, address: str) -> int:
    """Return how far an address is from the commune of a person: the nearest, the lowest."""
    code = situation.answers.get("commune")
    home = communes.commune(code) if isinstance(code, str) else None
    place = commune_of(address, home.department) if home else None
    if home is None or place is None:
        return FARTHER
    if place.code == home.code:
        return SAME_COMMUNE
    same = home.arrondissement and place.arrondissement == home.arrondissement
    return SAME_ARRONDISSEMENT if same else FARTHER


@lru_cache(2_000)
def commune_of(address: str, department: str) -> communes.Commune | None:
    """Return the commune that an address names, or ``None``.

    It stands after the postal code, or, without one, in a part of its own of the address: it is
    then looked for in the ``department`` of the person.
    """
    found = WITH_CODE.search(address)
    if found:
        town = re.sub(r"\s+cedex\b.*", "", found[2], flags=re.IGNORECASE)
        return _named(town, communes.department_of(found[1]))
    parts = re.split(r"[,.(:]", address)
    return next((place for part in parts if (place := _named(part, department))), None)


def _named(town: str, department: str) -> communes.Commune | None:
    name = town.strip().lower()
    places = [one for one in communes.find_communes(name) if one.name.lower() == name]
    return next((one for one in places if one.department == department), None)
