"""Checks of authorities: what a court has not, and one of each kind in a département."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from ..files import file_of
from ..values.authorities import JUDGES, SEVERAL
from ..values.rules import RuleSet


def check_authorities(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield the e-mail of a court, to which no appeal is sent, and two courts of one place."""
    seen: dict[tuple[str, str], str] = {}
    for one in rule_set.authorities.values():
        file = file_of("authorities", {"kind": one.kind})
        if one.email and one.kind in JUDGES:
            message = "un tribunal n'a pas de courriel ici : un recours ne s'envoie pas ainsi"
            yield Problem(file, f"{one.id}.email", message)
        for code in one.departments if not one.scope and not one.arrondissement else ():
            other = seen.setdefault((one.kind, code), one.id)
            if other != one.id and one.kind not in SEVERAL:
                message = f"le département {code} a déjà « {other} »"
                yield Problem(file, f"{one.id}.departments", message)
