"""The reports of people, line by line, for the desk. Only this module reads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, QuerySet
from django.utils import timezone

from procedures.counting.months import month_of, months_before
from procedures.models import NATIONAL, Department, Document, Feedback, Procedure, Site, Step
from procedures.models.accounts import Account

from .storage import MONTHS_KEPT

# The place that is the préfecture itself, beside its counters.
PREFECTURE = "prefecture"


@dataclass(frozen=True, slots=True)
class LineName:
    """The name of a line: where it was read, of which procedure, and which one."""

    part: str
    kind: str
    procedure: str
    key: str

    def __str__(self) -> str:
        return "/".join((self.part, self.kind, self.procedure, self.key))


@dataclass(slots=True)
class ReportedLine:
    """A line with the reports on it. ``entry`` is its row, or ``None`` if it is gone."""

    name: LineName
    entry: Model | None = None
    title: str = ""
    procedure: str = ""
    reasons: Counter[str] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    words: list[tuple[str, str]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(self.reasons.values())

    @property
    def listed_reasons(self) -> list[tuple[str, int]]:
        return self.reasons.most_common()

    @property
    def listed_papers(self) -> list[tuple[str, int]]:
        return self.papers.most_common()


@dataclass(frozen=True, slots=True)
class TreatedLine:
    title: str
    part: str
    number: int
    day: date
    note: str


def recent_reports() -> QuerySet[Feedback]:
    """Return what is not too old to be read, whether or not it was deleted yet."""
    oldest = months_before(month_of(timezone.localdate()), MONTHS_KEPT)
    return Feedback.objects.filter(month__gt=oldest)


def waiting(parts: Collection[str]) -> QuerySet[Feedback]:
    """Return the untreated reports of some parts."""
    return recent_reports().filter(part__in=parts, treated_on=None)


def parts_for(parts: Collection[str]) -> list[str]:
    """Return the parts whose feedback is for the accounts of some parts.

    The reports of a département are for the national accounts too.
    """
    if NATIONAL not in parts:
        return list(parts)
    return sorted({*parts, *recent_reports().values_list("part", flat=True)})


def reported_lines(rows: QuerySet[Feedback]) -> list[ReportedLine]:
    """Return the lines that have reports, those with the most first."""
    found: dict[LineName, ReportedLine] = {}
    rows = rows.order_by("-month")
    titles = _titles(Document, {row.paper for row in rows if row.paper})
    for row in rows:
        name = _name_of(row)
        line = found.setdefault(name, ReportedLine(name))
        line.reasons[row.get_reason_display()] += 1
        if row.paper:
            line.papers[titles.get(row.paper, row.paper)] += 1
        if row.words:
            line.words.append((row.month, row.words))
    _named(found.values())
    return sorted(found.values(), key=lambda one: (-one.number, one.title, str(one.name)))


def doubted(parts: Collection[str]) -> QuerySet[Feedback]:
    """Return all reports of some parts, treated or not."""
    return recent_reports().filter(part__in=parts)


def treated_lines(parts: Collection[str], most: int) -> list[TreatedLine]:
    """Return the lines that were treated last, with what was done."""
    numbers: Counter[tuple[LineName, date, str]] = Counter()
    rows = doubted(parts).exclude(treated_on=None)
    for row in rows:
        if row.treated_on:
            numbers[_name_of(row), row.treated_on, row.treated_note] += 1
    lines = {name: ReportedLine(name) for name, _day, _note in numbers}
    _named(lines.values())
    latest = sorted(numbers.items(), key=lambda one: (one[0][1], str(one[0][0])), reverse=True)
    return [
        TreatedLine(lines[name].title, name.part, number, day, note)
        for (name, day, note), number in latest[:most]
    ]


def treat(name: LineName, author: Account, note: str) -> int:
    """Note what was done about all that waits of a line; return how much that was."""
    rows = waiting([name.part]).filter(kind=name.kind, procedure=name.procedure, key=name.key)
    return rows.update(treated_on=timezone.localdate(), treated_by=author, treated_note=note)


def _name_of(row: Feedback) -> LineName:
    return LineName(row.part, row.kind, row.procedure, row.key)


def _titles(model: type[Model], keys: Collection[str]) -> dict[str, str]:
    rows = model._default_manager.filter(key__in=keys)
    return dict(rows.values_list("key", "title_fr"))


def _named(lines: Iterable[ReportedLine]) -> None:
    """Find the row and the words of each line; a line that is gone keeps its name."""
    by_kind: dict[str, list[ReportedLine]] = defaultdict(list)
    for line in lines:
        by_kind[line.name.kind].append(line)
        line.title = line.name.key
    procedures = _titles(Procedure, {line.name.procedure for line in lines})
    for line in lines:
        line.procedure = procedures.get(line.name.procedure, line.name.procedure)
    _name_papers(by_kind[Feedback.Kind.PAPER])
    _name_steps(by_kind[Feedback.Kind.STEP])
    _name_places(by_kind[Feedback.Kind.PLACE])


def _name_papers(lines: list[ReportedLine]) -> None:
    rows = {row.key: row for row in Document.objects.filter(key__in={x.name.key for x in lines})}
    for line in lines:
        row = rows.get(line.name.key)
        if row is not None:
            line.entry, line.title = row, row.title


def _name_steps(lines: list[ReportedLine]) -> None:
    keys = {line.name.key for line in lines}
    rows = Step.objects.filter(key__in=keys).select_related("procedure")
    found = {(row.procedure.key, row.key): row for row in rows}
    for line in lines:
        row = found.get((line.name.procedure, line.name.key))
        if row is not None:
            line.entry, line.title = row, row.text


def _name_places(lines: list[ReportedLine]) -> None:
    sites = Site.objects.filter(key__in={line.name.key for line in lines})
    rows: dict[tuple[str, str], Model] = {}
    names: dict[tuple[str, str], str] = {}
    for site in sites.select_related("department"):
        rows[site.part, site.key], names[site.part, site.key] = site, str(site)
    if any(line.name.key == PREFECTURE for line in lines):
        for one in Department.objects.filter(code__in={line.name.part for line in lines}):
            rows[one.code, PREFECTURE], names[one.code, PREFECTURE] = one, f"Préfecture : {one}"
    for line in lines:
        place = (line.name.part, line.name.key)
        line.entry, line.title = rows.get(place), names.get(place, line.name.key)
