"""The sources of the content, and the days on which they were checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.content import Source
from procedures.engine.values.rules import Orientation

from .places import sureness
from .reading import Reading


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A line of components/source_list.html."""

    reference: str
    url: str
    checked_on: str
    note: str


def sources_of_procedure(reading: Reading, result: ProcedureResult) -> list[ShownSource]:
    """Return the sources of a procedure, of its channel and of the préfecture's adaptation."""
    procedure, department = result.procedure, reading.department
    override = department.overrides.get(procedure.id)
    found = [procedure.source]
    if result.channel.channel:
        found.append(result.channel.channel.source)
    if override:
        found.append(override.source)
    if reading.is_covered:
        found.append(department.prefecture.source)
    return shown_sources(reading, found)


def sources_of_procedures(
    reading: Reading, results: Iterable[ProcedureResult]
) -> list[ShownSource]:
    return shown_sources(reading, [one.procedure.source for one in results])


def sources_of_orientations(
    reading: Reading, orientations: Iterable[Orientation]
) -> list[ShownSource]:
    return shown_sources(reading, [one.source for one in orientations])


def shown_sources(reading: Reading, sources: Iterable[Source]) -> list[ShownSource]:
    """Return the sources that have a reference, without repetition."""
    unique = dict.fromkeys(one for one in sources if one.reference)
    return [
        ShownSource(
            reference=one.reference,
            url=one.url,
            checked_on=reading.day(one.checked_on) if one.checked_on else "",
            note=sureness(one),
        )
        for one in unique
    ]
