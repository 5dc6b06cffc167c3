"""An address, which stays in French: what its editor says of it, and how near it is to a person."""

from __future__ import annotations

import re
from functools import lru_cache

from procedures.engine.situation import Situation
from procedures.engine.values.content import Text
from procedures.publishing import communes

from .reading import original

ON_THE_WEB = re.compile(r"https?://[^\s)]+[^\s).,;]")
# What an address says of itself; a run of spaces is read from its beginning only:
# « (adresse et téléphone de 2019, à vérifier) ».
DOUBT = re.compile(r"(?:(?<!\s)\s+)?\([^()]*à vérifier[^()]*\)")
# What an address says that gives only the town.
UNKNOWN = "Nous ne connaissons"
# What is not known of a place, to the end of the sentence: a web address has points of its own.
NOT_KNOWN = re.compile(r"(?:(?<!\s)\s+)?\bNous ne (?:connaissons|savons)\b(?:[^.]|\.(?=\S))*\.?")
# The part « Site : https://… » of an address: the card has a link for it.
ONLY_A_SITE = re.compile(r"(?:^|(?<=\. ))[^.:]{0,30}:\s*https?://[^\s)]+[^\s).,;]\.?\s*$")
IN_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)\.?\s*")
# Where an address ends and the remark on it begins.
_END = re.compile(r" \(|[.;] ")


def is_doubtful(address: Text) -> bool:
    """Tell whether an address says that it is to be checked."""
    return bool(DOUBT.search(original(address)))


def parted(text: Text, language: str) -> tuple[str, str]:
    """Return (an address as one writes it on an envelope, the remark on it in a language).

    In French, and without a translation, all of it is the address. Translators keep the address as
    it is: it ends where the translation leaves the French words.

    >>> parted({"fr": "2 rue du Port (à vérifier)", "en": "2 rue du Port (check)"}, "en")
    ('2 rue du Port', '(check)')
    """
    french, translated = original(text), text.get(language, "")
    if translated in ("", french):
        return french, ""
    ends = [one for one in _END.finditer(french) if translated.startswith(french[: one.end()])]
    if not ends:
        return alone(french), translated
    end = ends[-1].start()
    return french[:end], translated[end:].lstrip(" .;")


def alone(address: str) -> str:
    """Return a French address without what its editor says of it.

    >>> alone("2 rue du Port, Foix (adresse de 2019, à vérifier). Nous ne savons pas plus.")
    '2 rue du Port, Foix'
    """
    return NOT_KNOWN.sub("", DOUBT.sub("", address)).strip(" .")


def first_on_the_web(text: str) -> str:
    """Return the first web address in a text, or an empty string."""
    match = ON_THE_WEB.search(text)
    return match.group() if match else ""


# What follows the postal code: « 34500 Béziers (adresse de 2019, à vérifier) ».
WITH_CODE = re.compile(r"\b(\d{5})\s+([^\W\d][^,;.()]*)")
SAME_COMMUNE, SAME_POSTAL_CODE, SAME_ARRONDISSEMENT, FARTHER = range(4)


def home_of(situation: Situation) -> communes.Commune | None:
    """Return the commune of a person, or ``None`` if it is not known."""
    code = situation.answers.get("commune")
    return communes.commune(code) if isinstance(code, str) else None


def distance(situation: Situation, address: str) -> int:
    """Return how far an address is from the commune of a person: the nearest, the lowest."""
    home = home_of(situation)
    return distance_between(home, commune_of(address, home.department)) if home else FARTHER


def distance_between(home: communes.Commune, place: communes.Commune | None) -> int:
    """Return how far a commune is from another one. None has coordinates here."""
    if place is None:
        return FARTHER
    if place.code == home.code:
        return SAME_COMMUNE
    if set(place.postal_codes) & set(home.postal_codes):
        return SAME_POSTAL_CODE
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
