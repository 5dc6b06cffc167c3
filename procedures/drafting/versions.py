"""The versions of the catalogue, compiled and cached: the working copy, the edition in force."""

import threading
from dataclasses import dataclass, field

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.values.rules import RuleSet
from procedures.publishing import communes
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import cutting as parts


@dataclass(frozen=True, slots=True)
class Version:
    """A catalogue. Without a rule set, ``problems`` says why it cannot be compiled."""

    plain: dict = field(repr=False)
    digest: str
    rule_set: RuleSet | None
    problems: tuple = ()
    label: str = ""


_compiled, _drafts, _published = Kept(4), Kept(4), Kept(1)
_meanings = Kept(1)
_lock = threading.Lock()


def version_of(contents, label=""):
    """Return the version that the contents of parts make together."""
    plain = parts.join(contents)
    digest = parts.digest(plain)
    rule_set, problems = _compiled.get(digest, lambda: _compile(plain))
    return Version(plain, digest, rule_set, problems, label)


def _key_of(edition):
    return (edition.number, edition.digest) if edition else None


def published_contents():
    """Return (edition in force or ``None``, contents of its parts by code)."""
    edition = editions.in_force()
    if edition is None:
        return None, {}
    return edition, {part.code: part.content for part in edition.parts.all()}


def published():
    """Return the version in force, or ``None`` before the first publication."""
    key = _key_of(editions.in_force())
    return _published.get(key, _read_published) if key else None


def _read_published():
    edition, contents = published_contents()
    return version_of(contents, edition.label)


def draft(visible):
    """Return the version made of the visible parts as drafted, and of the others as published."""
    now, seen = content_now(), frozenset(visible)
    key = (now.digest, _key_of(editions.in_force()), seen)
    return _drafts.get(key, lambda: _read_draft(now, seen))


def _read_draft(now, visible):
    _, contents = published_contents()
    return version_of(
        contents | {code: one for code, one in now.by_part.items() if code in visible}
    )


def with_meaning(version, today, use):
    """Return ``use(meaning)`` for the meaning of a version, with the lock held.

    The lock is needed because diagrams grow as they are read.
    """
    with _lock:
        key = (version.digest, today)
        meaning = _meanings.get(key, lambda: _meaning(version, today))
        return use(meaning)


def _meaning(version, today):
    return Meaning(Space([version.rule_set], today), version.rule_set)


def _compile(plain):
    try:
        return rule_set_from_plain(plain, communes.arrondissements()), ()
    except InvalidCatalogue as error:
        return None, tuple(error.problems)
