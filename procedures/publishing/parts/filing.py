"""How a procedure is filed in a département, whoever asks: the channels that may be theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.values.department import Channel, Department, specificity
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Way:
    """A way to file. Without a channel it is not known; ``conditional``: for some persons only."""

    channel: Channel | None
    conditional: bool
    local: bool


def ways_to_file(rule_set: RuleSet, code: str, procedure: Procedure) -> tuple[Way, ...]:
    """Return the ways to file in a département (``national``: where nothing local is known).

    They are in the order in which an evaluation tries them, up to the first that holds for all;
    if none does, the last way is not known.
    """
    ways: list[Way] = []
    for channel, local in _tried(rule_set, code, procedure):
        conditional = channel.when != ALWAYS
        ways.append(Way(channel, conditional, local))
        if not conditional:
            return tuple(ways)
    return (*ways, Way(None, conditional=bool(ways), local=False))


def _tried(rule_set: RuleSet, code: str, procedure: Procedure) -> Iterator[tuple[Channel, bool]]:
    """Yield (channel, whether it is the département's own), the nearest first."""
    national = rule_set.national
    local = rule_set.departments.get(code, Department(code))
    for department in (local, national) if local is not national else (national,):
        naming = [(specificity(channel, procedure), channel) for channel in department.channels]
        for closeness, channel in sorted(naming, key=lambda pair: -pair[0]):
            if closeness:
                yield channel, department is not national
