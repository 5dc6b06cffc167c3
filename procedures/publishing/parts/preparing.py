"""Cuts plain data into parts, and leaves out what is « en préparation ».

A draft is an entry of the working copy like any other, with a mark. No edition ever holds one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, TypeAlias

from procedures.engine.errors import Problem
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange import order_of_case, part_of_case, part_of_file
from procedures.exchange.uses import NamesOfToday
from procedures.models import NATIONAL

from ..editions.kept import Kept
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


# The content of each part, by the code of the part.
Contents: TypeAlias = Mapping[str, Plain]

# Replacing the former names of a whole catalogue takes a second.
_renamed: Kept[Plain] = Kept(1)
# What « Publier » lays side by side; the parts are held, for their ``id()`` is part of the key.
_joined: Kept[tuple[Contents, PlainDict, str]] = Kept(4)


def split(plain: Plain) -> dict[str, PlainDict]:
    """Return {code: part} of plain data. Each part holds its own translations and cases.

    >>> sorted(split({"questions": [], "departments": {"82": {"code": "82"}}}))
    ['82', 'national']
    """
    departments = plain.get("departments") or {}
    translations = plain.get("translations") or {}
    parts: dict[str, PlainDict] = {NATIONAL: {}}
    for section, content in plain.items():
        if section == "cases":
            parts[NATIONAL][section] = [one for one in content if part_of_case(one) == NATIONAL]
        elif section not in ("departments", "translations"):
            parts[NATIONAL][section] = content
    for code, department in departments.items():
        part = parts.setdefault(code, {})
        part["department"] = department
    for case in plain.get("cases") or []:
        code = part_of_case(case)
        if code != NATIONAL:
            parts.setdefault(code, {}).setdefault("cases", []).append(case)
    for code, part in parts.items():
        part["translations"] = {
            language: {file: texts for file, texts in files.items() if part_of_file(file) == code}
            for language, files in translations.items()
        }
    return parts


def join(parts: Contents) -> PlainDict:
    """Return the plain data that parts make together: the inverse of ``split``.

    Former names used by a département are replaced by the names of today.
    """
    today = NamesOfToday(parts.get(NATIONAL) or {})
    plain: PlainDict = {"departments": {}, "translations": {}}
    cases: list[Plain] = []
    for code, content_of_part in parts.items():
        part = content_of_part if code == NATIONAL else today.of_part(code, content_of_part)
        for section, content in part.items():
            if section == "department":
                plain["departments"][code] = content
            elif section == "cases":
                cases += content
            elif section == "translations":
                for language, files in content.items():
                    plain["translations"].setdefault(language, {}).update(files)
            else:
                plain[section] = content
    if any("cases" in part for part in parts.values()):
        plain["cases"] = sorted(cases, key=order_of_case)
    return plain


def joined(parts: Contents) -> tuple[PlainDict, str]:
    """Return what parts make together and its digest, computed once for the same objects.

    The parts are kept, and are not to be changed: ``content_now`` and editions share theirs.
    """
    key = tuple((code, id(part)) for code, part in parts.items())

    def compute() -> tuple[Contents, PlainDict, str]:
        plain = join(parts)
        return dict(parts), plain, digest(plain)

    _, plain, mark = _joined.get(key, compute)
    return plain, mark


def in_names_of(candidate: Contents, contents: Contents) -> Contents:
    """Return contents under the names that a candidate uses.

    A renaming alone is then no difference.
    """
    today = NamesOfToday(candidate.get(NATIONAL) or {})
    if not today:
        return contents
    found = {
        code: content if code == NATIONAL else today.of_part(code, content)
        for code, content in contents.items()
    }
    if NATIONAL in contents and today.names != NamesOfToday(contents[NATIONAL]).names:
        national = contents[NATIONAL]
        key = digest([national, today.names])
        found[NATIONAL] = _renamed.get(key, lambda: today.of_whole_part(NATIONAL, national))
    return found


def digest(data: Any) -> str:
    """Return the SHA-256 of JSON data, whatever the order of its keys."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of_edition(digests: Iterable[tuple[str, str]]) -> str:
    """Return the digest of an edition, from the (code, digest) pairs of its parts."""
    return digest(sorted(digests))
