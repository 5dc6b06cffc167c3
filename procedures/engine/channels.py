"""Finds the channel through which a person files a procedure."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions.tree import Condition
from .situation import ProcedureView, Situation
from .values.department import Channel, Department
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


def department_of(situation: Situation) -> Department:
    """Return the person's département; an empty one if it is unknown or the catalogue lacks it."""
    code = situation.department or ""
    return situation.rule_set.departments.get(code, Department(code))


def view_of(situation: Situation, found: ChannelFound) -> ProcedureView:
    """Return the situation as a procedure sees it, with its channel as one more fact."""
    kind = found.channel.kind if found.channel else None
    return ProcedureView(situation, kind, channel_known=found.known)


def resolve_channel(situation: Situation, procedure: Procedure) -> ChannelFound:
    """Return the channel through which this person files a procedure.

    The département's channels are tried first, then the national ones. Among each, the channels
    that name the procedure come first, then those that name its family, then those for every
    procedure. The first channel whose condition holds is used.
    """
    if situation.department_missing and procedure.id in situation.rule_set.local_procedures:
        return ChannelFound(known=False, needs_commune=True)
    settled = situation.settled
    for channel, clause in situation.plan(procedure).channels:
        truth = settled.truth(clause)
        if truth:
            return ChannelFound(known=True, channel=channel)
        if truth is None:
            return ChannelFound(known=False, waiting_for=channel.when)
    return ChannelFound(known=True)
