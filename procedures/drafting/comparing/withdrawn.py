"""What the public still reads and the working copy has no more: somebody took it out since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from procedures.engine.values.plain import Plain

from ..words.announced import SECTION as NOTICES
from ..words.change_text import UNSEEN_SECTIONS
from .own import differing

# What no page of the public shows.
UNREAD = (*UNSEEN_SECTIONS, "inquiries")
# The values by which a line of an entry is known, whatever else it says.
NAMES = ("id", "key", "document", "one_of", "fee", "value")


def withdrawn(part: str) -> frozenset[str]:
    """Return marks of what is public in a part and not written any more: entries, and their lines.

    Of two moments, the marks that only the later one has are what was taken out in between; what
    was never published has no mark.
    """
    return frozenset(
        f"{met.section}:{mark}"
        for met in differing(part)
        if met.section not in UNREAD and met.base is not None
        for mark in ([_said(met.base)] if met.ours is None else _lost(met.base, met.ours, met.name))
    )


def withdrawn_notices(part: str) -> dict[str, Plain]:
    """Return {mark: announcement as the public has it} for those that are taken out of a part."""
    return {
        f"{NOTICES}:{_said(met.base)}": met.base
        for met in differing(part)
        if met.section == NOTICES and met.base is not None and met.ours is None
    }


def _lost(was: Any, now: Any, where: str) -> Iterator[str]:
    """Yield a mark for each line of the lists of an entry that is gone."""
    if isinstance(was, dict):
        kept = now if isinstance(now, dict) else {}
        for key, value in was.items():
            yield from _lost(value, kept.get(key), f"{where}.{key}")
    elif isinstance(was, list):
        lines = now if isinstance(now, list) else []
        left = {_name(one): one for one in lines}
        for one in was:
            if _name(one) not in left:
                yield f"{where}.{_name(one)}"
            else:
                yield from _lost(one, left[_name(one)], f"{where}.{_name(one)}")
        # A line without a name may have been changed before it was taken out.
        yield from (f"{where} -{count}" for count in range(len(was) - len(lines)))


def _name(line: Any) -> str:
    if isinstance(line, dict):
        return next((_said(line[key]) for key in NAMES if line.get(key)), _said(line))
    return _said(line)


def _said(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
