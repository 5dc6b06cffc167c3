"""Planned changes that name an entry removed since: they stay out, or the entry is put back.

Whether such a plan still holds is for the check to say. Here is only what can be offered to whoever
reads that it does not: any word of a change that is the name of a removed entry counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..parts import cutting as parts
from ..parts.cutting import Contents
from ..parts.merging import ORDER, Met, changed, without
from ..parts.taking import words_of
from .rebasing import PUBLISHED

# What a form says of such a change, besides ``PUBLISHED``: the planned one, with what it names.
PUT_BACK = "remettre"


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry of a part that a later publication took away."""

    part: str
    met: Met


@dataclass(frozen=True, slots=True)
class Orphan:
    """A change of a planned edition, and the removed entries that it names."""

    part: str
    met: Met
    gone: tuple[Removed, ...]

    @property
    def key(self) -> str:
        return f"{self.part}:{self.met.key}"


def orphans(base: Contents, ours: Contents, theirs: Contents) -> list[Orphan]:
    """Return the changes of ``ours`` since ``base`` that name what ``theirs`` has no more.

    ``ours`` are the parts that the plan changes itself.
    """
    base, ours = (parts.in_names_of(theirs, one) for one in (base, ours))
    gone = {one.met.name: one for one in _removed(base, theirs)}
    found = []
    for code, content in ours.items() if gone else ():
        for met in changed(base.get(code) or {}, content):
            named = gone.keys() & {*words_of(met.ours)} - {met.name}
            if named:
                found.append(Orphan(code, met, tuple(gone[name] for name in sorted(named))))
    return found


def settled(
    base: Contents, ours: Contents, theirs: Contents, choices: Mapping[str, str]
) -> tuple[Contents, Contents]:
    """Return (``ours`` without the changes that are to stay out, ``theirs`` with what is put back).

    Only what was removed from a part that the plan changes comes back: the others have publishers
    of their own.
    """
    listed = [one for one in orphans(base, ours, theirs) if one.key in choices]
    if not listed:
        return ours, theirs
    base, ours = (parts.in_names_of(theirs, one) for one in (base, ours))
    mine, held = {**ours}, {**theirs}
    for one in listed:
        if choices[one.key] == PUBLISHED:
            mine[one.part] = without(base.get(one.part) or {}, mine[one.part], {one.met.key})
        elif choices[one.key] == PUT_BACK:
            for lost in one.gone:
                if lost.part in ours:
                    held[lost.part] = without(base[lost.part], held[lost.part], {lost.met.key})
    return mine, held


def _removed(base: Contents, theirs: Contents) -> Iterator[Removed]:
    for code, content in theirs.items():
        if content == base.get(code):
            continue
        for met in changed(base.get(code) or {}, content):
            if met.ours is None and met.base is not None and met.name != ORDER:
                yield Removed(code, met)
