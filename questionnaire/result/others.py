"""The other possibilities: other procedures, and useful answers that are no procedure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from procedures.engine.conditions.tree import tests_of
from procedures.engine.evaluation import OrientationResult, ProcedureResult
from procedures.engine.stances import dated_step
from procedures.engine.values.rules import Orientation
from procedures.publishing.parts.channel_words import FIRST_CALLS, address_of_call, icon_of_call
from questionnaire.sheets.addresses import procedure_url

from . import papers, unknowns
from .reading import Reading, Shown, cached_line
from .timing import Status, timing_of
from .unknowns import ToFindOut

# The stances of what can be asked on this day.
OPEN_NOW = ("deposer", "faire_relire")


@dataclass(frozen=True, slots=True)
class PossibleProcedure:
    """A procedure that depends on an answer which is not given."""

    title: Shown
    french_title: str
    url: str
    summary: Shown
    to_find_out: list[ToFindOut]
    papers: list[Shown]


@dataclass(frozen=True, slots=True)
class OtherProcedure:
    """A procedure that applies to this person, but is not the best ranked one."""

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
class ShownCall:
    """A number to tap: to call, or to write to by SMS."""

    number: str
    url: str
    icon: str
    text: Shown


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A thing to do, or to know before any place, that an orientation names."""

    text: Shown
    note: Shown


@dataclass(frozen=True, slots=True)
class Advice:
    """An orientation, ready to be shown. The first ``calls`` come before its words."""

    id: str
    title: Shown
    text: Shown
    links: list[ShownLink]
    calls: list[ShownCall] = field(default_factory=list)
    tasks: list[ShownTask] = field(default_factory=list)

    @property
    def first_calls(self) -> list[ShownCall]:
        return self.calls[:FIRST_CALLS]

    @property
    def other_calls(self) -> list[ShownCall]:
        return self.calls[FIRST_CALLS:]


@dataclass(frozen=True, slots=True)
class Orientations:
    """The certain orientations. ``urgent`` ones come first on the page.

    ``general`` ones are shown only if there is nothing else to show, ``household`` ones only
    beside an answer, a careful one in doubt too. ``beside`` a procedure stand the particular ones,
    and the careful ones that may hold. ``risks`` are the careful ones that do hold: they are read
    before any step. ``apart`` are those with things to do that are no answer: a part of their own.
    """

    urgent: list[Orientation]
    particular: list[Orientation]
    general: list[Orientation]
    household: list[Orientation]
    beside: list[Orientation]
    risks: list[Orientation]
    apart: list[Orientation]


def sort_orientations(results: Iterable[OrientationResult]) -> Orientations:
    """Return the certain orientations, sorted.

    The possible ones are left out: many stay possible only because no question asks for their
    facts. A careful one says so itself, and stands beside a procedure all the same.
    """
    results = list(results)
    found = [one.orientation for one in results if one.certain]
    certain = [one for one in found if not one.household]
    told = [one.orientation for one in results if one.certain or one.orientation.careful]
    return Orientations(
        urgent=[one for one in certain if one.urgent],
        particular=[one for one in certain if _is_particular(one)],
        general=[one for one in certain if not one.urgent and _for_all(one)],
        household=[one for one in told if one.household],
        beside=[one for one in told if _is_particular(one)],
        risks=[one for one in certain if one.careful and _is_particular(one)],
        apart=[one for one in certain if _stands_apart(one)],
    )


def _is_particular(one: Orientation) -> bool:
    return not (one.urgent or one.household or _stands_apart(one) or _for_all(one))


def _stands_apart(one: Orientation) -> bool:
    return bool(one.fallback and one.steps) and not (one.urgent or one.careful)


def _for_all(orientation: Orientation) -> bool:
    return all(test.fact == "today" for test in tests_of(orientation.when))


def advice(reading: Reading, orientation: Orientation) -> Advice:
    return cached_line(reading, "advice", orientation, lambda: _advice(reading, orientation))


def _advice(reading: Reading, orientation: Orientation) -> Advice:
    return Advice(
        id=orientation.id,
        title=reading.shown(orientation.title),
        text=reading.shown(orientation.text),
        links=[ShownLink(reading.shown(one.text), one.url) for one in orientation.links],
        calls=[
            ShownCall(
                one.number,
                address_of_call(one.number, one.kind),
                icon_of_call(one.kind),
                reading.shown(one.text),
            )
            for one in orientation.calls
        ],
        tasks=[
            ShownTask(reading.shown(one.text), reading.shown(one.note)) for one in orientation.steps
        ],
    )


def possible_procedures(
    reading: Reading, results: Sequence[ProcedureResult], *, with_papers: bool
) -> list[PossibleProcedure]:
    """Return the possible procedures, with what each depends on.

    ``with_papers`` also lists the papers of each, which is worth its room if nothing is certain.
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
    """Return what must be found out for some of the procedures, without repetition."""
    found = [item for one in procedures for item in one.to_find_out]
    return list({item.change_url: item for item in found}.values())


def beaten_procedures(reading: Reading, results: Sequence[ProcedureResult]) -> list[OtherProcedure]:
    return [_beaten(reading, one) for one in results if one.certain and not one.recommended]


def open_now(reading: Reading, results: Sequence[ProcedureResult]) -> list[OtherProcedure]:
    """Return the certain procedures, not the best ranked, whose author says to file today."""
    found = [one for one in results if one.certain and not one.recommended]
    return [_beaten(reading, one) for one in found if _is_open(reading, one)]


def _is_open(reading: Reading, result: ProcedureResult) -> bool:
    if result.stance is None or result.stance.stance.stance not in OPEN_NOW:
        return False
    step = dated_step(result.steps, result.stance.stance.step) or dated_step(result.steps)
    if step is None:
        return True
    return step.certain and timing_of(step, reading.today).status in (Status.OPEN, Status.CLOSING)


def _beaten(reading: Reading, one: ProcedureResult) -> OtherProcedure:
    return OtherProcedure(
        title=reading.shown(one.procedure.title),
        french_title=reading.french(one.procedure.title),
        url=procedure_url(one.procedure.id),
        summary=reading.shown(one.procedure.summary),
        papers=papers.names(reading, one),
    )
