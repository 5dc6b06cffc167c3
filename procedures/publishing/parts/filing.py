"""Lists the ways to file a procedure in a département, without knowing who asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procedures.engine.conditions.tree import ALWAYS, NEVER, on_day
from procedures.engine.values.department import Channel, Department, specificity
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Way:
    """A way to file a procedure. ``channel`` is ``None`` if the way is not known.

    ``conditional`` is true if the way is for some people only; ``local`` is true if the département
    itself describes it.
    """

    channel: Channel | None
    conditional: bool
    local: bool


def ways_to_file(
    rule_set: RuleSet, code: str, procedure: Procedure, today: date | None = None
) -> tuple[Way, ...]:
    """Return the ways to file a procedure in a département, on one day or on any.

    The code ``national`` stands for every place about which nothing local is known. The ways are in
    the order in which an evaluation tries them, up to the first without a condition. If all have
    conditions, the last way is unknown.
    """
    ways: list[Way] = []
    for channel, local in _tried(rule_set, code, procedure):
        when = on_day(channel.when, today) if today else channel.when
        if when == NEVER:
            continue
        conditional = when != ALWAYS
        ways.append(Way(channel, conditional, local))
        if not conditional:
            return tuple(ways)
    return (*ways, Way(None, conditional=bool(ways), local=False))


def _tried(rule_set: RuleSet, code: str, procedure: Procedure) -> Iterator[tuple[Channel, bool]]:
    """Yield (channel, whether it is the département's own), the most specific channels first."""
    national = rule_set.national
    local = rule_set.departments.get(code, Department(code))
    for department in (local, national) if local is not national else (national,):
        naming = [(specificity(channel, procedure), channel) for channel in department.channels]
        for closeness, channel in sorted(naming, key=lambda pair: -pair[0]):
            if closeness:
                yield channel, department is not national
