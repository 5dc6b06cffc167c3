"""The line that an address names, as its page showed it, and the papers that a counter may ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _

from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names
from questionnaire.result.reading import Reading, Shown, first_sentence
from questionnaire.sheets.addresses import procedure_of
from questionnaire.sheets.listing import matches, words_wanted

from .addresses import EVERYWHERE, PAPER, PLACE, PREFECTURE, STEP, tell_url

# {kind in addresses: kind as it is stored}
KINDS = {PAPER: "paper", STEP: "step", PLACE: "place"}
NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class DoubtedLine:
    """A line that somebody may doubt. ``where`` names its département, if it is read in one."""

    part: str
    kind: str
    key: str
    title: Shown
    procedure: str = ""
    procedure_title: Shown = ""
    where: Shown = ""

    @property
    def asks_paper(self) -> bool:
        """Whether the counter may have asked for another paper instead."""
        return self.kind != KINDS[PLACE]


def find_line(
    reading: Reading, where: str, kind: str, key: str, slug: str = ""
) -> DoubtedLine | None:
    """Return the line in force that an address names; ``None`` for one that is sensitive too."""
    names = department_names()
    if where not in names and where != EVERYWHERE:
        return None
    part = NATIONAL if where == EVERYWHERE else where
    place = f"{names[where]} ({where})" if where in names else _("Toute la France")
    if kind == PLACE:
        title = _place(reading, part, key) if not slug else None
        return DoubtedLine(part, KINDS[kind], key, title, where=place) if title else None
    procedure = procedure_of(reading.rule_set, slug)
    if procedure is None or procedure.sensitive or kind not in KINDS:
        return None
    found = (
        _paper(reading, procedure, part, key) if kind == PAPER else _step(reading, procedure, key)
    )
    if not found:
        return None
    title = reading.shown(procedure.title)
    return DoubtedLine(part, KINDS[kind], key, found, procedure.id, title, place)


@dataclass(frozen=True, slots=True)
class ProcedureLines:
    """The lines of a procedure to choose from: (words of the kind, [(title, address)])."""

    title: Shown
    groups: list[tuple[str, list[tuple[Shown, str]]]]


def lines_of(reading: Reading, where: str, slug: str) -> ProcedureLines | None:
    """Return the lines of a procedure in a département, or ``None`` if there is no such thing."""
    procedure = procedure_of(reading.rule_set, slug)
    known = where in department_names() or where == EVERYWHERE
    if procedure is None or procedure.sensitive or not known:
        return None
    return ProcedureLines(
        reading.shown(procedure.title),
        [
            (_("Les papiers"), _papers(reading, procedure, where)),
            (_("Les étapes"), _steps(reading, procedure, where)),
            (_("Les lieux"), _places(reading, where)),
        ],
    )


def _papers(reading: Reading, procedure: Procedure, where: str) -> list[tuple[Shown, str]]:
    department = reading.rule_set.departments.get(where)
    override = department.overrides.get(procedure.id) if department else None
    entries = (*procedure.documents, *(override.add_documents if override else ()))
    keys = dict.fromkeys(key for one in entries for key in one.documents)
    return [
        (
            reading.shown(reading.rule_set.documents[key].title),
            tell_url(reading, PAPER, key, procedure, where),
        )
        for key in keys
    ]


def _steps(reading: Reading, procedure: Procedure, where: str) -> list[tuple[Shown, str]]:
    return [
        (
            first_sentence(reading.shown(one.text))[0],
            tell_url(reading, STEP, one.id, procedure, where),
        )
        for one in procedure.steps
    ]


def _places(reading: Reading, where: str) -> list[tuple[Shown, str]]:
    department = reading.rule_set.departments.get(where)
    if department is None:
        return []
    own = [(PREFECTURE, department.prefecture.name)] if department.prefecture.name else []
    sites = [(one.id, one.name) for one in department.sites if one.id]
    return [
        (reading.shown(name), tell_url(reading, PLACE, key, part=where))
        for key, name in (*own, *sites)
    ]


def _paper(reading: Reading, procedure: Procedure, part: str, key: str) -> Shown:
    department = reading.rule_set.departments.get(part)
    override = department.overrides.get(procedure.id) if department else None
    entries = (*procedure.documents, *(override.add_documents if override else ()))
    if not any(key in one.documents for one in entries):
        return ""
    return reading.shown(reading.rule_set.documents[key].title)


def _step(reading: Reading, procedure: Procedure, key: str) -> Shown:
    texts = (one.text for one in procedure.steps if one.id == key)
    return next((first_sentence(reading.shown(text))[0] for text in texts), "")


def _place(reading: Reading, part: str, key: str) -> Shown:
    department = reading.rule_set.departments.get(part)
    if department is None:
        return ""
    if key == PREFECTURE:
        return reading.shown(department.prefecture.name)
    return next((reading.shown(one.name) for one in department.sites if one.id == key), "")


# What is read on a telephone; more is looked for by its words.
MOST_LIKELY, MOST_FOUND = 10, 12
LONGEST_QUERY = 100

# A paper of the library by its key, with its title.
NamedPaper: TypeAlias = tuple[str, Shown]


def likely_papers(reading: Reading, line: DoubtedLine) -> list[NamedPaper]:
    """Return the papers that the family of a procedure asks for, the most usual first.

    The paper that is doubted is none of them.
    """
    rules = reading.rule_set
    own = rules.procedures[line.procedure]
    family = [one for one in rules.procedures.values() if one.family == own.family]
    asked = Counter(key for one in family for key in _asked_by(rules, one, line.part))
    usual = Counter(key for one in rules.procedures.values() for key in _asked_by(rules, one))
    # What one procedure asks of its own may be missing from somebody's list: it comes before.
    mine = _asked_by(rules, own, line.part)
    order = sorted(asked, key=lambda key: (key not in mine, -asked[key], -usual[key]))
    return _named(reading, [key for key in order if key != line.key][:MOST_LIKELY])


def found_papers(reading: Reading, query: str) -> list[NamedPaper]:
    """Return the papers that have the most words of a query, those of the title first."""
    wanted = words_wanted(query)
    scored = [
        (*matches(reading, wanted, one.title, one.explanation, one.looks_like), one.id)
        for one in reading.rule_set.documents.values()
    ]
    most = max((matched for matched, _titled, _key in scored), default=0)
    best = [one for one in scored if most and one[0] == most]
    best.sort(key=lambda one: -one[1])
    return _named(reading, [key for _matched, _titled, key in best[:MOST_FOUND]])


def named_paper(reading: Reading, key: str) -> list[NamedPaper]:
    """Return a paper with its title, or nothing if the library has none of that key."""
    return _named(reading, [key] if key in reading.rule_set.documents else [])


def _named(reading: Reading, keys: Iterable[str]) -> list[NamedPaper]:
    return [(key, reading.shown(reading.rule_set.documents[key].title)) for key in keys]


def _asked_by(rules: RuleSet, procedure: Procedure, part: str = "") -> set[str]:
    return set(_keys(rules, procedure, part))


def _keys(rules: RuleSet, procedure: Procedure, part: str) -> Iterator[str]:
    department = rules.departments.get(part)
    override = department.overrides.get(procedure.id) if department else None
    for entry in (*procedure.documents, *(override.add_documents if override else ())):
        yield from entry.documents
