"""The versions of the catalogue, compiled and cached: the working copy, the edition in force."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from procedures.engine.errors import Problem
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.models import Case, Edition, EntryChange
from procedures.permissions import User
from procedures.publishing.content import Content, compiled, content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import preparing
from procedures.publishing.parts.preparing import Contents, Draft
from procedures.rights import Rights

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
        """The rule set, where there must be one."""
        if self.rule_set is None:
            raise LookupError("This catalogue does not compile.")
        return self.rule_set


_drafts: Kept[Version] = Kept(4)
_published: Kept[Version] = Kept(1)
_meanings: Kept[Meaning] = Kept(1)
_lock = threading.Lock()


def version_of(contents: Contents, label: str = "") -> Version:
    """Return the version that the contents of parts make together."""
    plain, digest = preparing.joined(contents)
    rule_set, problems = compiled(plain, digest)
    blocking = tuple(one for one in problems if one.blocking)
    return Version(plain, digest, None if blocking else rule_set, blocking, label)


def _key_of(edition: Edition | None) -> tuple[int, str] | None:
    return (edition.number, edition.digest) if edition else None


def published_contents() -> tuple[Edition | None, Contents]:
    """Return (edition in force or ``None``, contents of its parts by code)."""
    edition = editions.in_force_now()
    if edition is None:
        return None, {}
    return edition, editions.contents_of(edition)


def published() -> Version | None:
    """Return the version in force, or ``None`` before the first publication."""
    key = _key_of(editions.in_force_now())
    return _published.get(key, _read_published) if key else None


def _read_published() -> Version:
    edition, contents = published_contents()
    return version_of(contents, edition.label if edition else "")


def draft(rights: Rights) -> Version:
    """Return the version that an account tries.

    It is made of the parts that it sees as they are written, with its own drafts only,
    and of the others as published.
    """
    now, seen = content_now(), frozenset(rights.visible_parts)
    own = own_drafts(rights.user, now)
    mark = frozenset((code, *one) for code, names in own.items() for one in names)
    key = (now.digest, _key_of(editions.in_force_now()), seen, mark)
    return _drafts.get(key, lambda: _read_draft(now, seen, own))


def _read_draft(now: Content, visible: frozenset[str], own: dict[str, set[Draft]]) -> Version:
    _, contents = published_contents()
    return version_of({**contents, **_seen(now, visible, own)})


def seen_by(rights: Rights) -> Contents:
    """Return the parts that an account sees, as they are written, with its own drafts."""
    now = content_now()
    return _seen(now, frozenset(rights.visible_parts), own_drafts(rights.user, now))


def _seen(now: Content, visible: frozenset[str], own: dict[str, set[Draft]]) -> Contents:
    return {code: one for code, one in now.with_drafts(own).items() if code in visible}


def written(user: User | None) -> tuple[PlainDict, str]:
    """Return (the working copy of an account as plain data, its digest).

    All parts are as they are written; of the drafts, only those of the account are there.
    """
    now = content_now()
    if not now.drafts:
        return now.plain, now.digest
    return preparing.joined(now.with_drafts(own_drafts(user, now) if user else {}))


def tried_cases(user: User) -> QuerySet[Case]:
    """Return the cases that an account tries: all but the drafts of others."""
    now = content_now()
    own = {name for names in own_drafts(user, now).values() for _, name in names}
    return Case.objects.filter(Q(draft=False) | Q(key__in=own))


def own_drafts(user: User, now: Content) -> dict[str, set[Draft]]:
    """Return {part: drafts} of the drafts that an account wrote or changed, after the journal."""
    if not now.drafts or not user.pk:
        return {}
    rows = EntryChange.objects.filter(author_id=user.pk, part__in=now.drafts)
    written_by = set(rows.values_list("part", "section", "name").distinct())
    return {
        code: {one for one in names if (code, *one) in written_by}
        for code, names in now.drafts.items()
    }


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
