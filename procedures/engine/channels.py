"""Finding how a person files a procedure, in their département or anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Condition, truth_of
from .department import Channel, Department, specificity
from .procedure import Procedure
from .situation import ProcedureView, Situation


@dataclass(frozen=True, slots=True)
class ChannelFound:
    """The channel of a procedure: found, certainly none (``channel`` is ``None``), or unknown."""

    known: bool
    channel: Channel | None = None
    waiting_for: Condition | None = None
    needs_commune: bool = False


def department_of(situation: Situation) -> Department:
    """Return the person's département, empty if unknown or without an entry."""
    code = situation.department or ""
    return situation.rule_set.departments.get(code, Department(code))


def view_of(situation: Situation, found: ChannelFound) -> ProcedureView:
    """Return the situation as a procedure sees it: with its channel as one more fact."""
    kind = found.channel.kind if found.channel else None
    return ProcedureView(situation, kind, channel_known=found.known)


def resolve_channel(situation: Situation, procedure: Procedure) -> ChannelFound:
    """Find how this person files a procedure.

    The département's channels come first, then the national ones; in each, those that name
    the procedure, then its family, then all. The first that holds is the channel.
    """
    rule_set = situation.rule_set
    if situation.department_missing and procedure.id in rule_set.local_procedures:
        return ChannelFound(known=False, needs_commune=True)
    for department in (department_of(situation), rule_set.national):
        for channel in in_order(department.channels, procedure):
            truth = truth_of(channel.when, situation)
            if truth:
                return ChannelFound(known=True, channel=channel)
            if truth is None:
                return ChannelFound(known=False, waiting_for=channel.when)
    return ChannelFound(known=True)


def in_order(channels: tuple[Channel, ...], procedure: Procedure) -> list[Channel]:
    naming = [(specificity(channel, procedure), channel) for channel in channels]
    naming = [pair for pair in naming if pair[0]]
    return [channel for _, channel in sorted(naming, key=lambda pair: -pair[0])]
