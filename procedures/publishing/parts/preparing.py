"""Leaves out what is « en préparation »: its authors see a draft, and it is never published.

A draft is an entry of the working copy like any other, with a mark. No edition ever holds one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from procedures.engine.errors import Problem
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain

from .cutting import join, split
from .items import INQUIRIES, items_of, part_of_items

MARK, CHANNELS = "draft", "channels"
# (section, name) of a draft; its names are those of ``items_of``.
Draft = tuple[str, str]
TITLES = ("title", "label", "text", "persona", "name", "instructions")


def drafts_of(part: Plain) -> dict[Draft, Any]:
    """Return {(section, name): entry} of the drafts of a part.

    >>> list(drafts_of({"fees": [{"id": "a"}, {"id": "b", "draft": True}]}))
    [('fees', 'b')]
    """
    return {(section, item_name(one, place)): one for section, place, one in _marked(part)}


def without_drafts(part: Plain, but: Collection[Draft] = ()) -> Plain:
    """Return a part without its drafts, except those named in ``but``.

    It is the same object if there is nothing to leave out: what is computed from it is kept.
    """
    gone = drafts_of(part).keys() - set(but)
    if not gone:
        return part
    kept = {
        section: [(name, item) for name, item in listed if (section, name) not in gone]
        for section, listed in items_of(part).items()
    }
    procedures = {name for section, name in gone if section == "procedures"}
    if procedures and CHANNELS in kept:
        filed = ((name, item, _without(item.content, procedures)) for name, item in kept[CHANNELS])
        kept[CHANNELS] = [(name, replace(item, content=one)) for name, item, one in filed if one]
    return part_of_items(kept, part)


def _without(channel: Plain, procedures: AbstractSet[str]) -> Plain | None:
    """Return a channel that is for none of some procedures, or ``None`` if it was for them alone.

    Without anything that it is for, it would be for everything.
    """
    purpose = channel.get("for") or {}
    if procedures.isdisjoint(purpose.get("procedures") or ()):
        return channel
    left = [one for one in purpose["procedures"] if one not in procedures]
    purpose = {key: names for key, names in {**purpose, "procedures": left}.items() if names}
    return {**channel, "for": purpose} if purpose else None


def public_plain(plain: Plain) -> Plain:
    """Return plain data without the drafts of anybody; the same object if there are none."""
    contents = split(plain)
    if not any(map(drafts_of, contents.values())):
        return plain
    return join({code: without_drafts(part) for code, part in contents.items()})


def worded(problems: Iterable[Problem], parts: Iterable[Plain]) -> list[Problem]:
    """Return problems, with words of their own for what names a draft.

    ``parts`` are those of the working copy, drafts included.
    """
    titles = {
        name: title_of(entry) or name
        for part in parts
        for (_, name), entry in drafts_of(part).items()
    }
    return [_worded(one, titles) for one in problems]


def _worded(problem: Problem, titles: dict[str, str]) -> Problem:
    if not problem.blocking:
        return problem
    quoted = re.findall(r"[\"«] ?([^\"«»]+?) ?[\"»]", problem.message)
    name = next((one for one in quoted if one in titles), None)
    if name is None:
        return problem
    message = (
        f"ceci nomme « {titles[name]} », qui est en préparation : terminez-le d'abord, ou mettez "
        "aussi ceci en préparation"
    )
    return replace(problem, message=message, near=())


def _marked(part: Plain) -> Iterator[tuple[str, int, Any]]:
    """Yield (section, place, entry) of each draft, without walking through anything else."""
    sections = {**part, **{k: v for k, v in (part.get("department") or {}).items() if k != "code"}}
    for section, listed in sections.items():
        if section == INQUIRIES or not isinstance(listed, list):
            continue
        for place, one in enumerate(listed):
            if isinstance(one, dict) and one.get(MARK):
                yield section, place, one


def title_of(entry: Plain) -> str:
    """Return the words that stand for an entry, or nothing."""
    for key in TITLES:
        title = entry.get(key)
        title = title.get("fr") if isinstance(title, dict) else title
        if isinstance(title, str) and title:
            return title
    return ""
