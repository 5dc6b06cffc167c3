"""The versions of the catalogue, compiled and cached: the working copy, the edition in force."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from procedures.engine.errors import Problem
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.models import Edition
from procedures.publishing.compiling import compiled
from procedures.publishing.content import Content, content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import cutting as parts
from procedures.publishing.parts.cutting import Contents

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Version:
    """A catalogue. Without a rule set, ``problems`` says why it cannot be compiled."""

    plain: PlainDict = field(repr=False)
    digest: str
    rule_set: RuleSet | None
    problems: tuple[Problem, ...] = ()
    label: str = ""

    @property
    def compiled(self) -> RuleSet:
        """The rule set, for who knows that there is one."""
        if self.rule_set is None:
            raise LookupError("This catalogue does not compile.")
        return self.rule_set


_drafts: Kept[Version] = Kept(4)
_published: Kept[Version] = Kept(1)
_meanings: Kept[Meaning] = Kept(1)
_lock = threading.Lock()


def version_of(contents: Contents, label: str = "") -> Version:
    """Return the version that the contents of parts make together."""
    plain = parts.join(contents)
    digest = parts.digest(plain)
    rule_set, problems = compiled(plain, digest)
    blocking = tuple(one for one in problems if one.blocking)
    return Version(plain, digest, None if blocking else rule_set, blocking, label)


def _key_of(edition: Edition | None) -> tuple[int, str] | None:
    return (edition.number, edition.digest) if edition else None


def published_contents() -> tuple[Edition | None, dict[str, PlainDict]]:
    """Return (edition in force or ``None``, contents of its parts by code)."""
    edition = editions.in_force()
    if edition is None:
        return None, {}
    return edition, {part.code: part.content for part in edition.parts.all()}


def published() -> Version | None:
    """Return the version in force, or ``None`` before the first publication."""
    key = _key_of(editions.in_force())
    return _published.get(key, _read_published) if key else None


def _read_published() -> Version:
    edition, contents = published_contents()
    return version_of(contents, edition.label if edition else "")


def draft(visible: Iterable[str]) -> Version:
    """Return the version made of the visible parts as drafted, and of the others as published."""
    now, seen = content_now(), frozenset(visible)
    key = (now.digest, _key_of(editions.in_force()), seen)
    return _drafts.get(key, lambda: _read_draft(now, seen))


def _read_draft(now: Content, visible: frozenset[str]) -> Version:
    _, contents = published_contents()
    return version_of(
        contents | {code: one for code, one in now.by_part.items() if code in visible}
    )


def with_meaning(version: Version, today: date, use: Callable[[Meaning], _T]) -> _T:
    """Return ``use(meaning)`` for the meaning of a version, with the lock held.

    The lock is needed because diagrams grow as they are read.
    """
    with _lock:
        key = (version.digest, today)
        meaning = _meanings.get(key, lambda: _meaning(version, today))
        return use(meaning)


def _meaning(version: Version, today: date) -> Meaning:
    return Meaning(Space([version.compiled], today), version.compiled)
