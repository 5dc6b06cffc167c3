"""Finds the entry that a row of a public file is about, and tells texts that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from procedures.engine.values.authorities import AUTHORITY_KINDS
from procedures.models import Authority, EntryChange, Helper
from procedures.models.authorities import AuthorityKind
from procedures.publishing.spelling import without_accents

from .rows import PublicRow

# What an import writes in the journal: a change by anything else is an agent's own.
HOW = "fichier importé"
MODELS: dict[str, type[Model]] = {"authorities": Authority, "helpers": Helper}
SHORT = {"pl": "place", "av": "avenue", "bd": "boulevard", "r": "rue", "st": "saint"}


def match(row: PublicRow, entries: Iterable[Any], linked: set[tuple[str, int]]) -> Any:
    """Return the one entry that is the row's, which no row of the file has, or ``None``."""
    free = [one for one in entries if (row.section, one.pk) not in linked]
    named = [one for one in free if row.key and row.key == one.key]
    is_of = _is_authority if row.section == "authorities" else _is_helper
    found = named or [one for one in free if is_of(row, one)]
    return found[0] if len(found) == 1 else None


def _is_authority(row: PublicRow, entry: Authority) -> bool:
    """Tell whether an authority is the service of a row: its kind, then its département or town."""
    if row.kind != entry.kind:
        return False
    if row.kind not in AUTHORITY_KINDS:
        return row.part in entry.departments and plain(row.name) == plain(entry.name)
    if row.kind == AuthorityKind.PREFECTURE:
        return entry.departments == [row.part] and not entry.scope
    if row.kind == AuthorityKind.SUB_PREFECTURE and row.part not in entry.departments:
        return False
    # A town that merged may keep its name in that of the service only.
    name = plain(entry.name)
    return name == plain(row.name) or f" {plain(row.town)} " in f" {name} "


def _is_helper(row: PublicRow, entry: Any) -> bool:
    """Tell whether a helper is the service of a row: two of one town may share a telephone."""
    return (row.kind, row.part) == (entry.kind, entry.part) and (
        plain(row.name) == plain(entry.name)
    )


def is_by_law(entry: Any) -> bool:
    """Tell whether the law says what an entry is competent for: no file makes it, or ends it."""
    return isinstance(entry, Authority) and entry.kind in AUTHORITY_KINDS


def plain(text: object) -> str:
    """Return what two texts that say the same have in common.

    >>> plain("Pl. de l'Église, 34000 Agde") == plain("place de l’eglise 34000 AGDE")
    True
    """
    words = re.findall(r"[a-z0-9]+", without_accents(str(text).casefold()))
    return " ".join(SHORT.get(one, one) for one in words)


def same(one: object, other: object) -> bool:
    """Tell whether two values of a column say the same."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or ("@" not in one and plain(one) == plain(other))
    return one == other


def written_by_hand() -> set[tuple[str, str, str]]:
    """Return the (part, section, name) of the entries of which an agent wrote something."""
    rows = EntryChange.objects.filter(section__in=MODELS, author__isnull=False).exclude(how=HOW)
    return set(rows.values_list("part", "section", "name"))


def identity(section: str, entry: Any) -> tuple[str, str, str]:
    """Return the (part, section, name) of an entry."""
    return entry.part, section, entry.key
