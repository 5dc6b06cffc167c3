"""The working copy as plain data, read again when a row differs, however it changed.

Reading the rows of every table takes a tenth of the time of making entries of them, and leaves no
doubt: a writer sees its own uncommitted changes, an act rolled back leaves nothing behind, and
processes need not notify one another. Entries whose rows are the same are not made again. Results
computed from the content are kept by its digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TypeAlias

from procedures.engine.errors import Problem
from procedures.engine.schema.serialization import compile_plain, rule_set_from_plain
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange.plain import Forms, canonical
from procedures.exchange.snapshots import PARENTS, Snapshots, plain_of_snapshot
from procedures.exchange.tables import Raw, Tables

from . import communes
from .editions.kept import Kept
from .opening import with_closings
from .parts import preparing
from .parts.preparing import Draft, drafts_of, without_drafts
from .request_cache import once

# The committed content, and the content that somebody tries before committing it.
MOST_KEPT = 2


@dataclass(frozen=True)
class Content:
    """The working copy at one moment. It is shared: copy it before changing it."""

    rows: list[list[Raw]] = field(repr=False)
    keys: list[list[int]] = field(repr=False)
    plain: PlainDict = field(repr=False)

    @cached_property
    def digest(self) -> str:
        return preparing.digest(self.plain)

    @cached_property
    def rules(self) -> str:
        """A digest of the primary keys and of all but the translations, which change no rule."""
        rest = {section: one for section, one in self.plain.items() if section != "translations"}
        return preparing.digest([rest, self.keys])

    def digest_of(self, code: str) -> str:
        """Return the digest of one part."""
        if code not in self._digests:
            self._digests[code] = preparing.digest(self.by_part[code])
        return self._digests[code]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    @cached_property
    def by_part(self) -> dict[str, Plain]:
        """{code: content} of the parts, as they would be published: without any draft."""
        return {code: without_drafts(part) for code, part in self.whole.items()}

    @cached_property
    def whole(self) -> dict[str, PlainDict]:
        """{code: content} of the parts, with the drafts of everybody."""
        return preparing.split(self.plain)

    @cached_property
    def drafts(self) -> dict[str, set[Draft]]:
        """{code: drafts} of the parts that have some."""
        found = {code: set(drafts_of(part)) for code, part in self.whole.items()}
        return {code: names for code, names in found.items() if names}

    def with_drafts(self, own: Mapping[str, set[Draft]]) -> dict[str, Plain]:
        """{code: content} of the parts with these drafts only: what their writer works on."""
        return {
            code: without_drafts(part, own[code]) if own.get(code) else self.by_part[code]
            for code, part in self.whole.items()
        }


_lock = Lock()
_contents: list[Content] = []
# What was last read: most entries are the same next time.
_snapshots, _forms = Snapshots(), Forms()


def content_now() -> Content:
    """Return the content of the working copy as it is now, or was in this ``request_cache``."""
    return once("working copy", _read)


def snapshots_now() -> Snapshots:
    """Return snapshots that read again only what differs from the content that was last read."""
    with _lock:
        return _snapshots.copy()


def tables_now() -> Tables:
    """Return the tables of the working copy as they are now, or were in this ``request_cache``."""
    return once("tables", Tables)


def _read() -> Content:
    tables = tables_now()
    rows = [tables.table(model).raw for model in PARENTS]
    with _lock:
        found = next((one for one in _contents if one.rows == rows), None)
        if found is None:
            keys = [tables.keys(model) for model in PARENTS]
            entries = _snapshots.take(tables)
            found = Content(rows, keys, canonical(plain_of_snapshot(entries), _forms))
        _contents[:] = [found, *(one for one in _contents if one is not found)][:MOST_KEPT]
    return found


# (rule set, every problem). The rule set must not be evaluated if a problem blocks.
Compiled: TypeAlias = tuple[RuleSet | None, tuple[Problem, ...]]

# The versions that an agent compares: in force, planned, drafted; and those of another agent.
_kept: Kept[Compiled] = Kept(6)


def compiled(plain: Plain, digest: str) -> Compiled:
    """Return the rule set and the problems of plain data, compiled once under its digest."""
    return _kept.get(digest, lambda: compile_now(plain))


def compile_now(plain: Plain) -> Compiled:
    """Return the rule set and the problems of plain data, and keep nothing."""
    rule_set, problems = compile_plain(plain, communes.arrondissements())
    return rule_set and with_closings(rule_set), tuple(problems)


def rule_set_of(plain: Plain) -> RuleSet:
    """Return the rule set of plain data. Raises ``InvalidCatalogue``."""
    return with_closings(rule_set_from_plain(plain, communes.arrondissements()))
