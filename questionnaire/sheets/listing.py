"""The list of procedures, and the search for procedures by words."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.engine.conditions.dated import NEVER, on_day
from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Text
from procedures.engine.values.procedure import Procedure
from procedures.publishing.spelling import bare
from questionnaire.result.reading import Reading, Shown

from .addresses import procedure_url
from .families import by_family

# French words have endings: « renouveler » must find « renouvellement », « perdue » « perdu ».
STEM = 6
LEAST_STEM = 4
LONGEST_ENDING = 2
LEAST_LETTERS = 3


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
    """Return the procedures with the most words of a query, those with words in the title first.

    French words are searched in every language, since they are the words on cards.
    """
    wanted = [word for word in bare(query).split() if len(word) >= LEAST_LETTERS]
    scored: list[tuple[int, int, int, Procedure]] = []
    for procedure in procedures_in_force(reading):
        in_title = _words(reading, procedure.title)
        anywhere = in_title | _words(reading, procedure.summary) | _words(reading, procedure.result)
        matched = sum(_begins(word, anywhere) for word in wanted)
        titled = sum(_begins(word, in_title) for word in wanted)
        scored.append((-matched, -titled, procedure.rank, procedure))
    most = min((one[0] for one in scored), default=0)
    kept = sorted((one for one in scored if most < 0 and one[0] == most), key=lambda one: one[:3])
    return SearchResult([listed(reading, one[-1]) for one in kept], complete=-most == len(wanted))


def _words(reading: Reading, text: Text) -> set[str]:
    languages = {reading.language, "fr"}
    return {word for one in languages for word in bare(in_language(text, one)).split()}


def _begins(word: str, words: set[str]) -> bool:
    """Tell whether a word, without its ending, begins one of the others."""
    shortest = max(LEAST_STEM, len(word) - LONGEST_ENDING)
    return any(
        one.startswith(word[:STEM]) or (len(one) >= shortest and word.startswith(one))
        for one in words
    )
