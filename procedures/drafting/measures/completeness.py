"""The completeness of each procedure in each département, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.conf import settings
from django.utils import timezone

from procedures.drafting.measures.mending import Mending
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import NATIONAL, Department
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts.channel_words import family_title, family_titles
from procedures.rights import Rights

from .. import versions as drafts
from ..addresses import Addresses
from .marks import ABSENT, FULL, MACHINE, NONE, PART, SIGNS, STALE, CompletenessMark, Marks, worth
from .mending import language_names

LEGEND = (
    (FULL, "complet"),
    (PART, "en partie, ou à vérifier"),
    (MACHINE, "traduction automatique"),
    (STALE, "le français a changé"),
    (NONE, "rien"),
    (ABSENT, "sans objet"),
)
# The marks of each procedure in each part.
Marked: TypeAlias = dict[tuple[str, str], tuple[CompletenessMark, ...]]
Columns: TypeAlias = list[tuple[str, str]]
_marked: Kept[Marked] = Kept(12)
# The width of a picture, in its own units.
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A family or a procedure in one part. ``percent`` is ``None`` where nothing applies."""

    code: str
    place: str
    percent: int | None
    marks: tuple[CompletenessMark, ...] = ()
    url: str = ""

    @property
    def words(self) -> str:
        return " ; ".join(f"{mark.name} : {mark.words}" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class CompletenessRow:
    """A procedure with its cells, or a family with its cells and the rows of its procedures."""

    key: str
    title: str
    cells: tuple[Cell, ...]
    lines: tuple[CompletenessRow, ...] = ()


def completeness(rights: Rights, language: str | None, addresses: Addresses) -> PlainDict:
    """Return the page's context for one language, with the account's départements first."""
    languages = language_names()
    language = language if language in languages else settings.LANGUAGE_CODE
    context = {
        "languages": [(code, name, code == language) for code, name in languages.items()],
        "language_name": languages[language],
    }
    version = drafts.draft(rights)
    if version.rule_set is None:
        return context | {"broken": True}
    today = timezone.localdate()
    marks = _marked.get((version.digest, today, language), lambda: _marks(version, language, today))
    columns = _columns(version.rule_set, rights)
    mending = Mending(version.rule_set, rights, addresses)
    families = _families(version.rule_set, marks, columns, mending)
    return context | {
        "families": families,
        "columns": [{"code": code, "name": name} for code, name in columns],
        "signs": [(state, SIGNS[state], words) for state, words in LEGEND],
    }


def _marks(version: drafts.Version, language: str, today: date) -> Marked:
    """Return {(procedure, code): marks} of a version: the slow part, which is cached."""
    made = Marks(version, language, today)
    return {
        (name, code): made.of(procedure, code)
        for name, procedure in version.compiled.procedures.items()
        for code in version.compiled.departments
    }


def _columns(rule_set: RuleSet, rights: Rights) -> Columns:
    """Return (code, name) of each part: the account's, then the national one, then the others."""
    names = {one.code: str(one) for one in Department.objects.all()}
    names[NATIONAL] = "contenu national"
    own = [part for part in rights.parts if part in rule_set.departments]
    rest = sorted(rule_set.departments, key=lambda code: (code != NATIONAL, code))
    return [(code, names.get(code, code)) for code in dict.fromkeys([*own, *rest])]


def _families(
    rule_set: RuleSet, marks: Marked, columns: Columns, mending: Mending
) -> list[CompletenessRow]:
    grouped: dict[str, list[Procedure]] = {family: [] for family in family_titles()}
    for procedure in sorted(rule_set.procedures.values(), key=lambda one: one.rank):
        grouped.setdefault(procedure.family, []).append(procedure)
    lines = []
    for family, procedures in grouped.items():
        if procedures:
            inside = tuple(_line(one, marks, columns, mending) for one in procedures)
            shares = _shares(inside, columns)
            lines.append(CompletenessRow(family, family_title(family), shares, inside))
    return lines


def _line(
    procedure: Procedure, marks: Marked, columns: Columns, mending: Mending
) -> CompletenessRow:
    cells = tuple(
        Cell(
            code,
            place,
            _percent([worth(marks[procedure.id, code])]),
            marks[procedure.id, code],
            url=mending.url(procedure, code, marks[procedure.id, code]),
        )
        for code, place in columns
    )
    return CompletenessRow(procedure.id, procedure.title["fr"], cells)


def _shares(lines: Sequence[CompletenessRow], columns: Columns) -> tuple[Cell, ...]:
    """Return a family's cells, each the mean of its procedures' cells."""
    return tuple(
        Cell(code, place, _percent([worth(line.cells[at].marks) for line in lines]))
        for at, (code, place) in enumerate(columns)
    )


def _percent(values: Iterable[float | None]) -> int | None:
    """Return a mean as a percentage rounded down, so that 100 means that nothing is missing."""
    known = [value for value in values if value is not None]
    return int(100 * sum(known) / len(known)) if known else None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar. ``kind`` decides its colour and its pattern."""

    kind: str
    label: str
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    url: str
    total: int
    parts: tuple[Part, ...]
    note: str = ""


def bars(
    rows: Sequence[tuple[str, str, Sequence[tuple[str, str, int]], str]],
) -> list[Bar]:
    """Return the bars for rows (label, url, [(kind, label, number)], note), on one scale."""
    totals = [sum(number for _, _, number in pieces) for _, _, pieces, _ in rows]
    longest = max([*totals, 1])
    made = []
    for (label, url, pieces, note), total in zip(rows, totals, strict=True):
        parts, x = [], 0.0
        for kind, words, number in pieces:
            width = number * WIDTH / longest
            parts.append(Part(kind, words, number, round(x, 2), round(width, 2)))
            x += width
        made.append(Bar(label, url, total, tuple(parts), note))
    return made


def simple(rows: Iterable[tuple[str, str, int, str]]) -> list[Bar]:
    """Return the bars for rows (label, url, number, note), the longest first."""
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    return bars([(label, url, [("plain", "", count)], note) for label, url, count, note in ordered])
