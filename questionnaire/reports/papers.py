"""The papers that a counter may have asked for: the likely ones, and the others by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from questionnaire.result.reading import Reading, Shown
from questionnaire.sheets.searching import matches, words_wanted

from .lines import DoubtedLine

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
