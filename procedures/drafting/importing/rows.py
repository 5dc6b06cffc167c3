"""The rows of a public file as our models say them, and what its reader found wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from procedures.drafting.words.formats import read_day, read_number
from procedures.engine.errors import InvalidCatalogue, Problem, nearest
from procedures.engine.schema.shapes import show
from procedures.engine.values.department import WEEKDAYS
from procedures.engine.values.plain import Plain, PlainDict

LONGEST_TEXT = 500
# A file that is broken everywhere is not listed line by line.
MOST_FAULTS = 20
# « prenom.nom@ », which may be somebody's own address.
PERSONAL = re.compile(r"[a-zà-ÿ-]+\.[a-zà-ÿ-]+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A service of a file. ``values`` are columns of ours; what the file leaves empty is no value.

    ``official_id`` finds it again in the file of next month. ``place`` says where it stands in the
    file, ``dated`` is the day on which its publisher changed it. ``key`` names its entry, if the
    file is what entries of its kind are named after.
    """

    official_id: str
    place: str
    section: str
    kind: str
    part: str
    town: str
    name: str
    dated: str
    values: Mapping[str, Any]
    key: str = ""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """What a reader found in a file.

    ``aside`` are values that are not taken, with the reason. A file that is not ``whole`` says
    nothing of what it lacks. One that ``creates`` makes an entry of a row that has none.
    """

    name: str
    feed: str
    publisher: str
    rows: tuple[PublicRow, ...]
    aside: tuple[Problem, ...] = ()
    whole: bool = True
    creates: bool = False


@dataclass(slots=True)
class FileReading:
    """The reading of one file: the faults that refuse it, and the values that are not taken."""

    file: str
    faults: list[Problem] = field(default_factory=list)
    aside: list[Problem] = field(default_factory=list)

    def fault(self, place: str, message: str, near: tuple[str, ...] = ()) -> None:
        self.faults.append(Problem(self.file, place, message, near))
        if len(self.faults) >= MOST_FAULTS:
            self.finish()

    def set_aside(self, place: str, message: str) -> None:
        self.aside.append(Problem(self.file, place, message, blocking=False))

    def finish(self) -> None:
        """Raise ``InvalidCatalogue`` if the file has a fault."""
        if self.faults:
            raise InvalidCatalogue(self.faults)

    def need(self, found: Iterable[str], wanted: Iterable[str], place: str) -> bool:
        """Tell whether every name is there; a missing one is a fault, with the nearest names."""
        names = list(found)
        missing = [one for one in wanted if one not in names]
        for one in missing:
            self.fault(place, f"« {one} » manque", nearest(one, names))
        return not missing

    def block(self, value: object, place: str) -> PlainDict:
        if isinstance(value, dict):
            return value
        self.fault(place, f"un bloc de clés est attendu, pas {show(value)}")
        return {}

    def text(self, holder: Plain, key: str, place: str, most: int = LONGEST_TEXT) -> str:
        """Return a text on one line; one that says nothing is empty."""
        value = holder.get(key)
        where = f"{place}.{key}"
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(where, f"un texte est attendu, pas {show(value)}")
            return ""
        words = " ".join(value.split())
        if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in words):
            self.fault(where, "ce texte a des caractères illisibles")
            return ""
        if len(words) > most:
            self.fault(where, f"ce texte a plus de {most} caractères")
            return ""
        return words

    def phone(self, typed: str, place: str) -> str:
        try:
            return read_number(typed) if typed else ""
        except ValueError:
            self.set_aside(place, f"téléphone illisible : {typed}")
            return ""

    def email(self, typed: str, place: str) -> str:
        """Return the address of a service, never one that may be a person's own."""
        if not typed:
            return ""
        try:
            validate_email(typed)
        except ValidationError:
            self.set_aside(place, f"courriel illisible : {typed}")
            return ""
        if PERSONAL.match(typed):
            self.set_aside(place, "courriel non pris : il est peut-être celui d'une personne")
            return ""
        return typed

    def site(self, typed: str, place: str) -> str:
        if not typed or (typed.startswith("https://") and " " not in typed):
            return typed.rstrip("/")
        self.set_aside(place, f"site non pris, son lien ne commence pas par https : {typed}")
        return ""

    def week(self, days: Mapping[str, str], place: str) -> dict[str, list[str]]:
        """Return the hours of a week, or nothing if those of a day cannot be read."""
        found = {}
        for day in WEEKDAYS:
            try:
                ranges = read_day(days[day]) if day in days else []
            except ValueError as error:
                self.set_aside(place, f"horaires illisibles. {error}")
                return {}
            if ranges:
                found[day] = ranges
        return found


def address_of(lines: Iterable[str], postal_code: str, town: str) -> str:
    """Return an address as the desk writes it, or nothing without a street.

    What the next line repeats stands once.

    >>> address_of(["Mairie", "3 place de la mairie"], "64290", "Gan")
    '3 place de la mairie, 64290 Gan'
    >>> address_of(["Mairie annexe", "2 rue de la Citrine"], "34300", "Agde")
    'Mairie annexe, 2 rue de la Citrine, 34300 Agde'
    """
    written = [one for one in lines if one]
    street = [
        one
        for place, one in enumerate(written)
        if not any(one.casefold() in other.casefold() for other in written[place + 1 :])
    ]
    town = f"{postal_code} {town}".strip()
    return ", ".join([*street, town]) if street and town else ""


def stored_file(file: PublicFile) -> PlainDict:
    """Return a file as a page carries it, from when it is shown to when it is confirmed."""
    return asdict(file) | {"aside": []}


def file_of(stored: Plain) -> PublicFile:
    """Return the file that a page carried."""
    return PublicFile(**{**stored, "rows": tuple(PublicRow(**one) for one in stored["rows"])})
