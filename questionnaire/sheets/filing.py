"""The ways to file, as the sheets show them: those that are known, and those to check."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.engine.values.procedure import Procedure
from procedures.publishing.parts.filing import Way, ways_to_file
from questionnaire.between.services import ShownService, service_of
from questionnaire.result import filing as result_filing
from questionnaire.result.places import sureness
from questionnaire.result.reading import Reading, Shown

from .listing import ListedProcedure, by_family, listed, procedures_in_force


@dataclass(frozen=True, slots=True)
class ShownWay:
    """A way to file. On a préfecture's page, ``instructions`` are only the préfecture's own."""

    title: str
    instructions: Shown
    url: str
    note: str
    known: bool
    conditional: bool
    service: ShownService | None = None


@dataclass(frozen=True, slots=True)
class WayGroup:
    """The procedures of a family that are filed in the same ways."""

    ways: list[ShownWay]
    procedures: list[ListedProcedure]


@dataclass(frozen=True, slots=True)
class FamilyFiling:
    title: str
    groups: list[WayGroup]


def ways_of(reading: Reading, code: str, procedure: Procedure) -> list[ShownWay]:
    """Return the ways to file a procedure in a département, or in general (``national``)."""
    return [
        _way(reading, one, instructions=True, service=True)
        for one in ways_to_file(reading.rule_set, code, procedure, reading.today)
    ]


def filing_by_family(reading: Reading, code: str) -> list[FamilyFiling]:
    """Return how each family of procedures is filed in a département."""
    result = []
    for _family, title, procedures in by_family(procedures_in_force(reading)):
        groups: dict[tuple[object, ...], WayGroup] = {}
        for procedure in procedures:
            ways = [
                _way(reading, one, instructions=one.local)
                for one in ways_to_file(reading.rule_set, code, procedure, reading.today)
            ]
            key = tuple((one.title, str(one.instructions), one.url, one.note) for one in ways)
            group = groups.setdefault(key, WayGroup(ways, []))
            group.procedures.append(listed(reading, procedure))
        result.append(FamilyFiling(title, list(groups.values())))
    return result


def _way(reading: Reading, way: Way, *, instructions: bool, service: bool = False) -> ShownWay:
    channel = way.channel
    if channel is None:
        return ShownWay(
            title=_("Autres cas : à vérifier auprès de la préfecture")
            if way.conditional
            else result_filing.title(None),
            instructions="",
            url="",
            note="",
            known=False,
            conditional=False,
        )
    return ShownWay(
        title=result_filing.title(channel),
        instructions=reading.shown(channel.instructions) if instructions else "",
        url=channel.url,
        note=sureness(channel.source),
        known=True,
        conditional=way.conditional,
        service=service_of(reading, channel) if service else None,
    )
