"""Finds the lines of papers that count for everybody what only some need, or hide who does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procedures.engine.errors import Problem
from procedures.engine.files import entries
from procedures.engine.schema.shapes import Record, item_name, join
from procedures.engine.values.plain import Plain

from ..links import FoundByEntry

# The keys of an entry that hold lines of papers, and the word by which a remark excludes.
LISTS = ("documents", "add_documents")
ONLY = "seulement si "
UNSAID, UNMARKED = "for_whom_unsaid", "for_some_unmarked"


def badly_marked(plain: Plain) -> Iterator[Problem]:
    """Yield a warning for each line of papers whose mark and remark do not go together."""
    for file, name, entry, shape in entries(plain):
        yield from _found.of(file, name, entry, shape)


def _lines(value: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield (path, line) for each line of papers inside an entry, at any depth."""
    if not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        if isinstance(inner, list):
            for index, one in enumerate(inner):
                place = join(join(path, key), item_name(one, index))
                if key in LISTS and isinstance(one, Mapping):
                    yield place, one
                else:
                    yield from _lines(one, place)
        else:
            yield from _lines(inner, join(path, key))


def _faults(file: str, path: str, entry: object, _shape: Record) -> Iterator[Problem]:
    for place, line in _lines(entry, path):
        note, marked = str(line.get("note") or ""), line.get("for_some")
        if marked and not note:
            message = "la pièce est pour certaines personnes, sans dire lesquelles"
            yield Problem(file, place, message, blocking=False, kind=UNSAID)
        elif note.lower().startswith(ONLY) and not marked:
            message = "la pièce est comptée pour tous, et sa précision dit « Seulement si »"
            yield Problem(file, place, message, blocking=False, kind=UNMARKED)


_found = FoundByEntry(_faults)
