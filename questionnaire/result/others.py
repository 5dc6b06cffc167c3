"""What else there is: other procedures, and useful answers that are not a procedure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.evaluation import OrientationResult, ProcedureResult
from procedures.engine.values.rules import Orientation
from questionnaire.sheets.addresses import procedure_url

from . import papers, unknowns
from .reading import Reading, Shown
from .unknowns import ToFindOut


@dataclass(frozen=True, slots=True)
class PossibleProcedure:
    """A procedure that depends on an answer nobody has given yet."""

    title: Shown
    french_title: str
    url: str
    summary: Shown
    to_find_out: list[ToFindOut]
    papers: list[Shown]


@dataclass(frozen=True, slots=True)
class OtherProcedure:
    """A procedure that is for this person too, but is not the best one."""

    title: Shown
    french_title: str
    url: str
    summary: Shown
    papers: list[Shown]


@dataclass(frozen=True, slots=True)
class ShownLink:
    text: Shown
    url: str


@dataclass(frozen=True, slots=True)
class Advice:
    """An orientation, ready to be shown."""

    id: str
    title: Shown
    text: Shown
    links: list[ShownLink]


@dataclass(frozen=True, slots=True)
class Orientations:
    """``urgent`` ones go above all else; ``general`` ones only where nothing else is shown."""

    urgent: list[Orientation]
    particular: list[Orientation]
    general: list[Orientation]


def sort_orientations(results: Iterable[OrientationResult]) -> Orientations:
    """Keep the certain ones: many stay possible only because their facts are never asked."""
    certain = [one.orientation for one in results if one.certain]
    return Orientations(
        urgent=[one for one in certain if one.urgent],
        particular=[one for one in certain if not one.urgent and one.when != ALWAYS],
        general=[one for one in certain if not one.urgent and one.when == ALWAYS],
    )


def advice(reading: Reading, orientation: Orientation) -> Advice:
    return Advice(
        id=orientation.id,
        title=reading.shown(orientation.title),
        text=reading.shown(orientation.text),
        links=[ShownLink(reading.shown(one.text), one.url) for one in orientation.links],
    )


def possible_procedures(
    reading: Reading, results: Sequence[ProcedureResult], *, with_papers: bool
) -> list[PossibleProcedure]:
    """Return the possible procedures, with what each depends on.

    ``with_papers`` lists what each would ask for: worth its room where nothing is certain.
    """
    return [
        PossibleProcedure(
            title=reading.shown(one.procedure.title),
            french_title=reading.french(one.procedure.title),
            url=procedure_url(one.procedure.id),
            summary=reading.shown(one.procedure.summary),
            to_find_out=unknowns.behind_procedure(reading, one.procedure),
            papers=papers.names(reading, one) if with_papers else [],
        )
        for one in results
        if not one.certain
    ]


def missing(procedures: Iterable[PossibleProcedure]) -> list[ToFindOut]:
    """Return what has to be found out for any of them, each question once."""
    found = [item for one in procedures for item in one.to_find_out]
    return list({item.change_url: item for item in found}.values())


def beaten_procedures(reading: Reading, results: Sequence[ProcedureResult]) -> list[OtherProcedure]:
    return [
        OtherProcedure(
            title=reading.shown(one.procedure.title),
            french_title=reading.french(one.procedure.title),
            url=procedure_url(one.procedure.id),
            summary=reading.shown(one.procedure.summary),
            papers=papers.names(reading, one),
        )
        for one in results
        if one.certain and not one.recommended
    ]
