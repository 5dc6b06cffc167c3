"""The procedures by family, in the order of the list of procedures."""

from __future__ import annotations

from collections.abc import Iterable

from procedures.engine.values.procedure import Procedure
from procedures.publishing.parts.families import family_title, family_titles


def by_family(procedures: Iterable[Procedure]) -> list[tuple[str, str, list[Procedure]]]:
    """Return [(family, title, procedures by rank)] in the order of the page."""
    titles = family_titles()
    found: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        found.setdefault(procedure.family, []).append(procedure)
    order = [*titles, *sorted(set(found) - set(titles))]
    return [
        (
            family,
            family_title(family),
            sorted(found[family], key=lambda one: one.rank),
        )
        for family in order
        if family in found
    ]
