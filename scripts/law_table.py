"""The table of a law: its items, and the part of the catalogue that carries each.

The tables are files of ``law/``, beside the catalogue: agents do not edit them, and no visitor
reads them. They name procedures and documents by their ids, so that one which is renamed or removed
is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.schema.declared import record_of
from procedures.engine.schema.entry_builder import EntryBuilder
from procedures.engine.schema.shapes import Mark, check_shape, identifier
from procedures.engine.schema.texts import Translations
from procedures.engine.values.content import Id, Identifier, When
from procedures.engine.values.rules import RuleSet
from procedures.exchange.reading import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "law"


def _asked(value: object) -> str | None:
    """Check a document, or a list of documents of which at least one is asked for."""
    listed = value if isinstance(value, list) and value else [value]
    return next((message for one in listed if (message := identifier(one))), None)


Asked: TypeAlias = Annotated[Any, _asked]
Name: TypeAlias = Annotated[str, Mark.IDENTITY]


@dataclass(frozen=True, slots=True)
class LawReason:
    """Why some items need nothing in the catalogue, written once."""

    id: Id
    text: str


@dataclass(frozen=True, slots=True)
class LawPiece:
    """What the law asks for again and again in the same words, and what carries it."""

    id: Id
    label: str
    documents: tuple[Asked, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawItem:
    """One thing that the law asks for.

    ``procedures`` and ``when`` stand for those of the point if an item has its own. ``points`` are
    the points to which the law refers; ``words`` must be read in a text of each procedure or of one
    of the documents claimed.
    """

    id: Name
    label: str = ""
    piece: Identifier = ""
    procedures: tuple[Identifier, ...] = ()
    when: When = ALWAYS
    documents: tuple[Asked, ...] = ()
    words: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    orientations: tuple[Identifier, ...] = ()
    reason: Identifier = ""


@dataclass(frozen=True, slots=True)
class LawPoint:
    """A point of a title: the procedures that carry it, and its persons."""

    id: Name
    label: str
    procedures: tuple[Identifier, ...] = ()
    when: When = ALWAYS
    items: Mapping[str, LawItem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LawTitle:
    """A title of the law: one permit, or one request."""

    id: Name
    label: str
    articles: tuple[str, ...]
    points: Mapping[str, LawPoint]


@dataclass(frozen=True, slots=True)
class Law:
    """A table. ``count`` is the number of items of the law: none of them can be lost."""

    title: str
    reference: str
    read_on: date
    count: int
    reasons: Mapping[str, LawReason]
    pieces: Mapping[str, LawPiece]
    titles: Mapping[str, LawTitle]

    def items(self) -> Iterator[tuple[LawTitle, LawPoint, LawItem]]:
        """Yield every item, with its point and its title."""
        for title in self.titles.values():
            for point in title.points.values():
                for item in point.items.values():
                    yield title, point, item

    def label(self, item: LawItem) -> str:
        """Return the words of an item: its own, or those of the piece that it repeats."""
        piece = self.pieces.get(item.piece)
        return item.label or (piece.label if piece else "")


def names() -> list[str]:
    """Return the names of the tables."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read_law(name: str, rule_set: RuleSet) -> Law:
    """Return a table. Its conditions are read with the facts of the rule set.

    Raises ``InvalidCatalogue`` with every fault of the file.
    """
    path = FOLDER / f"{name}.yaml"
    return law_from(path.read_bytes(), f"law/{path.name}", rule_set)


def law_from(source: bytes, file: str, rule_set: RuleSet) -> Law:
    """Return the table that the bytes of a file hold."""
    data, problems = read_yaml(source, file)

    def report(path: str, message: str, near: Iterable[str] = ()) -> None:
        problems.append(Problem(file, path, message, tuple(near)))

    fits = not problems and check_shape(data, record_of(Law), "", report)
    found: Law | None = None
    if fits:
        for path in _given_twice(data):
            report(path, "ce nom est donné deux fois")
        reader = ConditionReader(rule_set.facts, rule_set.groups, report)
        builder = EntryBuilder(file, Translations({}), (reader, reader), report, dates=(), known={})
        found = builder.build(Law, data, "")
    if problems or found is None:
        raise InvalidCatalogue(problems)
    return found


def _given_twice(data: Mapping[str, Any]) -> Iterator[str]:
    for section in ("reasons", "pieces", "titles"):
        yield from _twice(data[section], section)
    for title in data["titles"]:
        yield from _twice(title["points"], title["id"])
    # The law numbers its items: a number says which one, in whatever point it stands.
    items = [
        item
        for title in data["titles"]
        for point in title["points"]
        for item in point.get("items") or ()
    ]
    yield from _twice(items, "items")


def _twice(entries: Iterable[Mapping[str, Any]], path: str) -> Iterator[str]:
    seen: set[str] = set()
    for entry in entries:
        if entry["id"] in seen:
            yield f"{path}.{entry['id']}"
        seen.add(entry["id"])
