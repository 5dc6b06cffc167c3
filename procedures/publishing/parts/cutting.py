"""Cuts plain data into parts (national, départements), and joins them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange import order_of_case, part_of_case, part_of_file
from procedures.exchange.uses import NamesOfToday
from procedures.models import NATIONAL

from ..editions.kept import Kept

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
