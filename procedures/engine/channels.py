"""Finds the channel through which a person files a procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .compiled import Clause, Plan
from .conditions.tree import Condition
from .situation import ProcedureView, Situation
from .values.department import Channel, Department
from .values.facts import Missing, State
from .values.procedure import Procedure


@dataclass(frozen=True, slots=True)
class ChannelFound:
    """The channel of a procedure for a person.

    If ``known``, the channel is ``channel``, or there is certainly none (``None``). Otherwise it
    depends on the condition ``waiting_for``, or on the commune if ``needs_commune``.
    """

    known: bool
    channel: Channel | None = None
    waiting_for: Condition | None = None
    needs_commune: bool = False


_IN_THE_COMMUNE = ChannelFound(known=False, needs_commune=True)


def department_of(situation: Situation) -> Department:
    """Return the person's département; an empty one if it is unknown or the catalogue lacks it."""
    code = situation.department or ""
    return situation.rule_set.departments.get(code, Department(code))


def view_of(situation: Situation, found: ChannelFound) -> ProcedureView:
    """Return the situation as a procedure sees it, with its channel as one more fact."""
    return ProcedureView(situation, state_of(found))


def state_of(found: ChannelFound) -> State:
    """Return the fact ``channel`` of a procedure: a kind, or why there is none."""
    if found.channel is not None:
        return found.channel.kind
    return Missing.ABSENT if found.known else Missing.PENDING


def resolve_channel(situation: Situation, procedure: Procedure) -> ChannelFound:
    """Return the channel through which this person files a procedure.

    The département's channels are tried first, then the national ones. Among each, the channels
    that name the procedure come first, then those that name its family, then those for every
    procedure. The first channel whose condition holds is used.
    """
    return Channels(situation).of(procedure, situation.plan(procedure))


class Channels:
    """The channels of the procedures of one person; those that try the same ones share them."""

    def __init__(self, situation: Situation) -> None:
        self._settled = situation.settled
        # While the commune is missing, what some place decides is not known.
        missing = situation.department_missing
        self._local = situation.rule_set.local_procedures if missing else frozenset()
        self._found: dict[int, ChannelFound] = {}

    def of(self, procedure: Procedure, plan: Plan) -> ChannelFound:
        """Return the channel of a procedure, given its plan where this person lives."""
        if procedure.id in self._local:
            return _IN_THE_COMMUNE
        # Plans of a rule set hold one tuple for equal lists (``CompiledRules.plan``).
        key = id(plan.channels)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._first(plan.channels)
        return found

    def _first(self, channels: Sequence[tuple[Channel, Clause]]) -> ChannelFound:
        for channel, clause in channels:
            truth = self._settled.truth(clause)
            if truth:
                return ChannelFound(known=True, channel=channel)
            if truth is None:
                return ChannelFound(known=False, waiting_for=channel.when)
        return ChannelFound(known=True)
