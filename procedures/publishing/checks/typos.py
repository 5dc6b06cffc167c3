"""Finds what was probably mistyped: a family beside a known one, a rank far from all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from procedures.engine.errors import Problem, nearest
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet

from ..parts.channel_words import family_titles

NEAR_FAMILY, NEAR_TRACK, RANK_FAR = "near_family", "near_track", "rank_far"
# « etude » is like « etudes »; « famille » is not like « famille_francais ».
ALIKE = 0.85
# Some ranks are last on purpose. What is farther than this, and than all others are apart, is not.
FAR, FEWEST = 1000, 3


def find_typos(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield a warning for each family, track or rank that looks like a slip of the keyboard."""
    every = rule_set.procedures.values()
    families, tracks = Counter(one.family for one in every), Counter(one.track for one in every)
    for one in every:
        # A family that the pages know may have one procedure.
        if one.family not in family_titles():
            known = {*families, *family_titles()}
            yield from _near(one, one.family, families, known, NEAR_FAMILY)
        yield from _near(one, one.track, tracks, set(tracks), NEAR_TRACK)
        ranks = {other.id: other.rank for other in every if other.track == one.track}
        yield from _far(_file(one), one.id, ranks)
    ranks = {one.id: one.rank for one in rule_set.orientations.values()}
    for name in ranks:
        yield from _far("orientations.yaml", name, ranks)


def _file(procedure: Procedure) -> str:
    return f"procedures/{procedure.family}.yaml"


def _near(
    procedure: Procedure, name: str, counts: Counter[str], known: set[str], kind: str
) -> Iterator[Problem]:
    found = nearest(name, known - {name}, ALIKE) if counts[name] == 1 else ()
    if found:
        message = f"« {name} » n'a que cette démarche, et ressemble à « {found[0]} »"
        names = (name, found[0])
        yield Problem(
            _file(procedure), procedure.id, message, blocking=False, kind=kind, names=names
        )


def _far(file: str, name: str, ranks: Mapping[str, float]) -> Iterator[Problem]:
    others = [rank for other, rank in ranks.items() if other != name]
    if len(others) < FEWEST:
        return
    first, last, rank = min(others), max(others), ranks[name]
    gap = max(first - rank, rank - last)
    if gap > max(FAR, last - first):
        message = f"son rang est {rank} ; les autres vont de {first} à {last}"
        names = (str(rank), str(first), str(last))
        yield Problem(file, name, message, blocking=False, kind=RANK_FAR, names=names)
