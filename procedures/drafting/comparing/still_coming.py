"""What the edition in force has to come of entries that the working copy has no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from procedures.engine.proofs.rules_of import Place
from procedures.exchange.parts import part_of_file

from ..measures.coming import Turn, coming
from ..versions import published
from .own import differing
from .unpublished import counted


def still_coming(parts: Collection[str], today: date) -> list[tuple[date, list[Turn]]]:
    """Return [(day, what changes)] of what was taken out of some parts and is still public."""
    version = published()
    gone = {part: found for part in set(parts) & set(counted()) if (found := _gone(part))}
    if not gone or version is None or version.rule_set is None:
        return []
    days = [
        (day, [one for one in turns if _entry_of(one.place) in gone.get(_part_of(one.place), ())])
        for day, turns in coming(version.rule_set, today)
    ]
    return [(day, turns) for day, turns in days if turns]


def _gone(part: str) -> set[tuple[str, str]]:
    """Return (section, name) of what is public in a part and not written any more."""
    removed = (met for met in differing(part) if met.base is not None and met.ours is None)
    return {(met.section, met.name) for met in removed}


def _part_of(place: Place) -> str:
    return part_of_file(place.file)


def _entry_of(place: Place) -> tuple[str, str]:
    """Return (section, name) of the entry of a part in which a rule is written."""
    folder, path = place.file.split("/")[0].removesuffix(".yaml"), place.path.split(".")
    return (path[0], path[1]) if folder == "departements" and path[1:] else (folder, path[0])
