"""The communes of France: finds the commune that a person types, and its arrondissement."""

from __future__ import annotations

import csv
import gzip
import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from sys import intern
from types import MappingProxyType

from .spelling import without_accents

DATA = Path(__file__).parent / "data" / "communes.csv.gz"
ARTICLES = ("", "le ", "la ", "les ", "l ")
ABBREVIATIONS = {"st": "saint", "ste": "sainte"}
LONGEST_NAME = 45
LETTERS = "abcdefghijklmnopqrstuvwxyz "
# « 13e », « 1er arrondissement » or « Cedex » is typed beside a name but is never part of one.
NOISE = re.compile(r"\b(?:\d{1,2}(?:er|e|eme)|arrondissement|cedex)\b")
# Municipal arrondissements have INSEE codes of their own, but are not communes.
MUNICIPAL_ARRONDISSEMENTS = {
    **{f"751{number:02}": "75056" for number in range(1, 21)},
    **{f"132{number:02}": "13055" for number in range(1, 17)},
    **{f"6938{number}": "69123" for number in range(1, 10)},
}


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str
    postal_codes: tuple[str, ...]
    department: str
    arrondissement: str | None
    population: int
    former_codes: tuple[str, ...] = ()


def department_of(code: str) -> str:
    """Return the département of an INSEE code: ``"2A004"`` → ``"2A"``, ``"97411"`` → ``"974"``."""
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def commune(code: str) -> Commune | None:
    """Return the commune of an INSEE code, or ``None``.

    The code of a municipal arrondissement gives the commune around it, that of a commune which
    merged the commune that it is now.
    """
    whole = MUNICIPAL_ARRONDISSEMENTS.get(code) or _former_codes().get(code, code)
    return _by_code().get(whole)


def largest_commune(department: str) -> Commune | None:
    """Return the most populous commune of a département, or ``None`` if there is none.

    >>> largest_commune("82").name
    'Montauban'
    """
    return next((place for place in _communes() if place.department == department), None)


@cache
def arrondissements() -> Mapping[str, str]:
    """Return {INSEE code: arrondissement} for each commune that lies in an arrondissement."""
    found = {place.code: place.arrondissement for place in _communes()}
    others = {**MUNICIPAL_ARRONDISSEMENTS, **_former_codes()}
    found |= {code: found[whole] for code, whole in others.items()}
    return MappingProxyType({code: value for code, value in found.items() if value})


def find_communes(text: str, limit: int = 10) -> list[Commune]:
    """Return at most ``limit`` communes that a typed text may mean, the likeliest first.

    The text may hold a name, a postal code, both, or an INSEE code. A misspelt name is tried if
    nothing else matches, then the words before the first comma.
    """
    table = _table()
    tokens = NOISE.sub("", _plain(text)).split()
    words = " ".join(token for token in tokens if not token.isdigit())
    digits = next((token for token in tokens if token.isdigit()), "")
    ranks = table.search(words, digits, limit)
    if not ranks and (place := commune(text.strip().upper())):
        return [place]
    ranks = ranks or table.misspelt(words, limit)
    if not ranks and "," in text:
        return find_communes(text.partition(",")[0], limit)
    return [table.communes[rank] for rank in ranks]


def _plain(text: str) -> str:
    """Return the words of a text in lower case, without accents, hyphens or apostrophes."""
    letters = without_accents(text.casefold().replace("s/", "sur "))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


def _in_full(words: str) -> str:
    """Write « St » and « Ste » in full."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in words.split())


def _one_edit_away(words: str) -> set[str]:
    """Return every text that one typing error makes of ``words``.

    An error is one letter added, missing or replaced, or two neighbouring letters swapped.
    """
    cuts = [(words[:place], words[place:]) for place in range(len(words) + 1)]
    return {
        *(head + tail[1:] for head, tail in cuts if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
        *(head + letter + tail[1:] for head, tail in cuts if tail for letter in LETTERS),
        *(head + letter + tail for head, tail in cuts for letter in LETTERS),
    }


class _Table:
    """Every commune, ordered by population, with an index that is one long text.

    Each line of the text is a commune: its words and its postal codes, each after a space.
    ``str.find`` scans it in C, and the first matches are the most populous communes. A commune's
    rank is the number of its line.
    """

    def __init__(self, communes: Sequence[Commune]) -> None:
        self.communes = communes
        self.exact: dict[str, list[int]] = {}
        lines: list[str] = []
        self.starts: list[int] = []
        position = 0
        for rank, place in enumerate(self.communes):
            name = _in_full(_plain(place.name))
            self.exact.setdefault(name, []).append(rank)
            lines.append(f" {name} {' '.join(place.postal_codes)}\n")
            self.starts.append(position)
            position += len(lines[-1])
        self.text = "".join(lines)

    def search(self, words: str, digits: str, limit: int) -> list[int]:
        """Return the ranks of the communes that match the words, the exact names first.

        If some of them also match the postal code, return only those.
        """
        if not words:
            return list(islice(self._lines(digits), limit)) if digits else []
        # « St » may abbreviate « Saint » or begin « Strasbourg »: both readings are searched.
        readings = {_in_full(words), words}
        exact = sorted(rank for reading in readings for rank in self.exact.get(reading, ()))
        others = sorted(rank for reading in readings for rank in self._some(reading, digits, limit))
        found = list(dict.fromkeys([*exact, *others]))
        nearer = [rank for rank in found if self._has_postal_code(rank, digits)]
        return (nearer or found)[:limit]

    def misspelt(self, words: str, limit: int) -> list[int]:
        """Return the ranks of the communes whose whole name is one typing error away."""
        if not 4 <= len(words) <= LONGEST_NAME:
            return []
        near = _one_edit_away(_in_full(words))
        found = (self.exact.get(article + name, ()) for article in ARTICLES for name in near)
        return sorted({rank for ranks in found for rank in ranks})[:limit]

    def _some(self, words: str, digits: str, limit: int) -> list[int]:
        """Return the first matches of the words; only those with the postal code, if any."""
        near = (rank for rank in self._lines(words) if self._has_postal_code(rank, digits))
        return list(islice(near, limit)) or list(islice(self._lines(words), limit))

    def _has_postal_code(self, rank: int, digits: str) -> bool:
        return any(code.startswith(digits) for code in self.communes[rank].postal_codes)

    def _lines(self, beginning: str) -> Iterator[int]:
        """Yield the rank of each line that holds ``beginning`` at the start of a word."""
        position = self.text.find(f" {beginning}")
        while position >= 0:
            rank = bisect_right(self.starts, position) - 1
            yield rank
            following = rank + 1
            if following == len(self.starts):
                return
            position = self.text.find(f" {beginning}", self.starts[following])


@cache
def _table() -> _Table:
    return _Table(_communes())


@cache
def _by_code() -> Mapping[str, Commune]:
    return {place.code: place for place in _communes()}


@cache
def _former_codes() -> Mapping[str, str]:
    """Return {code that no commune has any more: code of the commune that it is now}."""
    return {former: place.code for place in _communes() for former in place.former_codes}


@cache
def _communes() -> tuple[Commune, ...]:
    """Return every commune, the most populous first, read from the compressed CSV file."""
    found = read_communes(gzip.decompress(DATA.read_bytes()).decode("utf-8"))
    return tuple(sorted(found, key=lambda place: (-place.population, place.code)))


def read_communes(text: str) -> list[Commune]:
    """Return the communes of a table, one a line.

    A code that many of them have is one text for all: 6 MB less in each process.
    """
    return [
        Commune(
            code=row["code"],
            name=row["name"],
            postal_codes=tuple(intern(one) for one in row["postal_codes"].split("|") if one),
            department=intern(department_of(row["code"])),
            arrondissement=intern(row["arrondissement"]) or None,
            population=int(row["population"] or 0),
            former_codes=tuple(filter(None, row["former_codes"].split("|"))),
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]
