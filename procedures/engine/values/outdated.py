"""Local facts that a newer one of the same place contradicts: the old one is not shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from .content import Source, Text
from .department import Department, Helper, Prefecture, Site
from .facts import parse_partial_date

# A préfecture also stands among its places: « Préfecture de l'Hérault, à Montpellier ».
OWN_COUNTER = (",", " :")
Place = TypeVar("Place", Site, Helper)


def without_outdated(department: Department) -> Department:
    """Return a département without the facts that a newer one of the same place contradicts.

    Two entries with the same name are one place: the newer is left. The préfecture and its own
    counter have one telephone: the newer number stands on both. A fact is newer if its document
    is, or if the préfecture confirmed it later. Of two of which it is unknown which is the
    newer, both are left.
    """
    sites, helpers = _newest(department.sites), _newest(department.helpers)
    prefecture = department.prefecture
    for index, site in enumerate(sites):
        if site.phone and prefecture.phone and _is_own_counter(site, prefecture):
            if _is_newer(site.source, prefecture.source):
                prefecture = replace(prefecture, phone=site.phone)
            elif _is_newer(prefecture.source, site.source):
                sites[index] = replace(site, phone=prefecture.phone)
    return replace(department, prefecture=prefecture, sites=tuple(sites), helpers=tuple(helpers))


def _newest(places: Iterable[Place]) -> list[Place]:
    """Return the places of which no other with the same name is newer."""
    listed = list(places)
    return [
        one
        for one in listed
        if not any(
            _named(other.name) == _named(one.name) and _is_newer(other.source, one.source)
            for other in listed
        )
    ]


def _is_own_counter(site: Site, prefecture: Prefecture) -> bool:
    name, own = _named(site.name), _named(prefecture.name)
    return bool(own) and (name == own or name.startswith(tuple(own + one for one in OWN_COUNTER)))


def _named(name: Text) -> str:
    return " ".join(name.get("fr", "").replace("’", "'").casefold().split())


def _is_newer(source: Source, than: Source) -> bool:
    """Tell whether the facts of a source are newer, as far as both days say it."""
    ours, theirs = _day(source), _day(than)
    known = min(len(ours), len(theirs))
    return ours[:known] > theirs[:known]


def _day(source: Source) -> tuple[int, ...]:
    """Return the last day on which the facts are known to be true: a year, a month or a day."""
    verified = source.verified_on.timetuple()[:3] if source.verified_on else ()
    return max(verified, parse_partial_date(source.dated))
