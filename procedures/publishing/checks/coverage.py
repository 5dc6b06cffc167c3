"""Reports what the catalogue covers: each procedure, and each family in each département."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from procedures.engine.values.facts import Duration, latest, parse_date
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import NATIONAL, Confidence

from ..parts.filing import ways_to_file
from .completeness import expected_procedures

CONFIDENCES = {**dict(Confidence.choices), "": "—"}
KNOWN, TO_CHECK, UNKNOWN = "connu", "à vérifier", "inconnu"
ELSEWHERE = "ailleurs"
EMPTY = "—"
MADE_BY = "Page faite par `manage.py catalogue coverage catalogue --page docs/coverage.md`"


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """A table of texts. ``title`` says what is counted, ``note`` explains how."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def coverage(plain: Plain, rule_set: RuleSet, today: date) -> tuple[CoverageTable, CoverageTable]:
    """Return the tables of one day: the procedures, then the ways to file them."""
    return _procedures(plain, rule_set), _channels(plain, rule_set, today)


def _procedures(plain: Plain, rule_set: RuleSet) -> CoverageTable:
    cases = Counter(
        name for case in plain.get("cases") or [] for name in expected_procedures(case["expect"])
    )
    languages = sorted(plain.get("translations") or {})
    rows = [
        (
            procedure.family,
            procedure.id,
            str(cases[procedure.id]),
            str(len(procedure.documents)),
            procedure.source.reference or EMPTY,
            f"{procedure.source.checked_on}" if procedure.source.checked_on else EMPTY,
            CONFIDENCES[procedure.source.confidence],
            *(_translated(procedure, language) for language in languages),
        )
        for procedure in _in_order(rule_set)
    ]
    columns = ("famille", "démarche", "cas", "pièces", "source", "vérifiée le", "confiance")
    return CoverageTable(
        title=f"Les {len(rows)} démarches",
        note="« Cas » compte les cas qui attendent la démarche ; les langues, la part des textes "
        "traduits depuis le français d'aujourd'hui.",
        columns=(*columns, *languages),
        rows=tuple(rows),
    )


def _in_order(rule_set: RuleSet) -> list[Procedure]:
    return sorted(rule_set.procedures.values(), key=lambda one: (one.family, one.rank))


def _translated(procedure: Procedure, language: str) -> str:
    """Return the share of a procedure's texts translated into a language, rounded down.

    100 % therefore means that no text is missing.
    """
    texts = list(texts_of(procedure))
    done = sum(language in text for text in texts)
    return f"{100 * done // len(texts)} %" if texts else EMPTY


def texts_of(value: object) -> Iterator[Mapping[str, str]]:
    """Yield every translated text inside a compiled value, however deep it is."""
    if isinstance(value, Mapping):
        if "fr" in value:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_of(getattr(value, one.name))


def _channels(plain: Plain, rule_set: RuleSet, today: date) -> CoverageTable:
    doubtful = doubtful_channels(plain, rule_set, today)
    codes = sorted(code for code in rule_set.departments if code != NATIONAL)
    rows = []
    for code in (*codes, NATIONAL):
        counts: dict[str, Counter[str]] = {}
        for procedure in _in_order(rule_set):
            state = state_of_filing(rule_set, code, procedure, doubtful)
            counts.setdefault(procedure.family, Counter())[state] += 1
        rows += [
            (
                code if code != NATIONAL else ELSEWHERE,
                family,
                *(str(count[state]) for state in (KNOWN, TO_CHECK, UNKNOWN)),
            )
            for family, count in counts.items()
        ]
    return CoverageTable(
        title="Comment déposer, par département",
        note="Nombre de démarches de chaque famille. « À vérifier » : le canal ne vaut que pour "
        "certaines personnes, il n'est pas sûr, ou il est temps de le revérifier.",
        columns=("département", "famille", KNOWN, TO_CHECK, UNKNOWN),
        rows=tuple(rows),
    )


def state_of_filing(
    rule_set: RuleSet, code: str, procedure: Procedure, doubtful: frozenset[int]
) -> str:
    """Return whether the way to file a procedure in a département is known, in doubt or unknown.

    ``doubtful`` holds the identities of the channels in doubt (see ``doubtful_channels``).
    """
    ways = ways_to_file(rule_set, code, procedure)
    channels = [way.channel for way in ways if way.channel is not None]
    if not channels:
        return UNKNOWN
    unsure = any(id(channel) in doubtful for channel in channels)
    return TO_CHECK if unsure or len(channels) < len(ways) else KNOWN


def doubtful_channels(plain: Plain, rule_set: RuleSet, today: date) -> frozenset[int]:
    """Return the ``id()`` of each channel that is uncertain or overdue for a check."""
    found = set()
    for code, department in rule_set.departments.items():
        listed = plain["departments"][code].get("channels") or []
        for channel, entry in zip(department.channels, listed, strict=True):
            if channel.source.confidence == "low" or is_overdue(entry, today):
                found.add(id(channel))
    return frozenset(found)


def is_overdue(entry: Plain, today: date) -> bool:
    """Tell whether the date by which an entry's source must be checked again has passed."""
    source = entry.get("source") or {}
    seen = latest(*(parse_date(source.get(name)) for name in ("checked_on", "verified_on")))
    after = entry.get("recheck_after")
    return bool(seen and after and Duration(**after).after(seen) < today)


def page(tables: Iterable[CoverageTable], day: date) -> str:
    """Return the documentation page: the tables as Markdown, with the day that they describe."""
    return f"# Ce que le catalogue couvre\n\n{MADE_BY}, au {day}.\n\n{as_markdown(tables)}"


def day_of_page(words: str) -> date | None:
    """Return the day written in a page made by ``page``, or ``None`` if it has none."""
    found = re.search(rf"^{re.escape(MADE_BY)}, au (\S+)\.$", words, re.MULTILINE)
    return parse_date(found[1]) if found else None


def is_page_of(words: str, plain: Plain, rule_set: RuleSet) -> bool:
    """Tell whether a page says what the catalogue covered on the day written in that page."""
    day = day_of_page(words)
    return day is not None and words == page(coverage(plain, rule_set, day), day)


def as_text(tables: Iterable[CoverageTable]) -> str:
    """Return tables as aligned columns for a terminal."""
    return "\n".join(_aligned(table) for table in tables)


def as_csv(tables: Iterable[CoverageTable]) -> str:
    """Return tables as CSV, separated by empty lines."""
    parts = []
    for table in tables:
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows((table.columns, *table.rows))
        parts.append(lines.getvalue())
    return "\n".join(parts)


def as_markdown(tables: Iterable[CoverageTable]) -> str:
    """Return tables as the sections of a Markdown page."""
    return "\n".join(
        f"## {table.title}\n\n{table.note}\n\n"
        + "".join(_line(row) for row in (table.columns, ["---"] * len(table.columns), *table.rows))
        for table in tables
    )


FORMATS: Mapping[str, Callable[[Iterable[CoverageTable]], str]] = {
    "text": as_text,
    "csv": as_csv,
    "md": as_markdown,
}


def _aligned(table: CoverageTable) -> str:
    lines = (table.columns, *table.rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    aligned = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join((table.title, table.note, "", *aligned, ""))


def _line(cells: Sequence[str]) -> str:
    escaped = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |\n"
