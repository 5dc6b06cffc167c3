"""Which authority is competent in a département, and whether its address is still to be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .freshness import is_old
from .values.authorities import SUB_PREFECTURE, Authority
from .values.rules import RuleSet

EVERYWHERE = ""


def competent(
    rule_set: RuleSet, kind: str, department: str = EVERYWHERE, arrondissement: str = ""
) -> tuple[Authority, ...]:
    """Return the authorities of a kind for a département: none if nothing is known of it.

    That is one, save for the sous-préfectures and the registries that share it. The sous-préfecture
    of a known arrondissement stands alone.
    """
    found = _by_department(rule_set)
    listed = found.get((kind, EVERYWHERE)) or found.get((kind, department), ())
    if kind == SUB_PREFECTURE and arrondissement:
        return tuple(one for one in listed if one.arrondissement == arrondissement)
    return listed


def is_contact_old(authority: Authority, today: date) -> bool:
    """Tell whether an address and a telephone have more than 24 months, or no date."""
    return is_old(authority.contact_dated, today)


def _by_department(rule_set: RuleSet) -> Mapping[tuple[str, str], tuple[Authority, ...]]:
    held: Mapping[tuple[str, str], tuple[Authority, ...]] | None = rule_set.held.get("authorities")
    if held is None:
        found: dict[tuple[str, str], list[Authority]] = {}
        for one in rule_set.authorities.values():
            for code in one.departments or (EVERYWHERE,):
                found.setdefault((one.kind, code), []).append(one)
        held = {key: tuple(listed) for key, listed in found.items()}
        rule_set.held["authorities"] = held
    return held
