"""The list of procedures, and the search for procedures by words."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.engine.conditions.dated import NEVER, on_day
from procedures.engine.values.procedure import Procedure
from questionnaire.result.reading import Reading, Shown

from .addresses import procedure_url
from .families import by_family
from .searching import matches, words_wanted


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    title: Shown
    url: str


@dataclass(frozen=True, slots=True)
class ListedFamily:
    """A family with its procedures. ``id`` is its anchor on the page."""

    id: str
    title: str
    procedures: list[ListedProcedure]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The procedures found. ``complete`` is false if none has all the words of the query.

    The procedures are then those with the most words.
    """

    procedures: list[ListedProcedure]
    complete: bool


def families(reading: Reading) -> list[ListedFamily]:
    """Return every procedure, by family."""
    return [
        ListedFamily(family, title, [listed(reading, one) for one in procedures])
        for family, title, procedures in by_family(procedures_in_force(reading))
    ]


def procedures_in_force(reading: Reading) -> list[Procedure]:
    """Return the procedures that somebody may be given today."""
    return [
        one
        for one in reading.rule_set.procedures.values()
        if on_day(one.when, reading.today) != NEVER
    ]


def listed(reading: Reading, procedure: Procedure) -> ListedProcedure:
    return ListedProcedure(reading.shown(procedure.title), procedure_url(procedure.id))


def search(reading: Reading, query: str) -> SearchResult:
    """Return the procedures with the most words of a query, those with words in the title first."""
    wanted = words_wanted(query)
    scored: list[tuple[int, int, float, Procedure]] = []
    for one in procedures_in_force(reading):
        matched, titled = matches(reading, wanted, one.title, one.summary, one.result)
        scored.append((-matched, -titled, one.rank, one))
    most = min((line[0] for line in scored), default=0)
    best = [line for line in scored if most < 0 and line[0] == most]
    kept = sorted(best, key=lambda line: line[:3])
    return SearchResult([listed(reading, line[-1]) for line in kept], complete=-most == len(wanted))
