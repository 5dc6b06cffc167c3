"""What « Essayer » tries where what is written does not compile: the rest of it, on what is public.

What is broken is left as it is in force, entry by entry; then what is broken by that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.errors import Problem
from procedures.publishing.departments import department_names
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts.changes import changed, changed_lines
from procedures.publishing.parts.items import owner_of
from procedures.publishing.parts.merging import without
from procedures.publishing.parts.preparing import Contents
from procedures.rights import Rights

from ..addresses import Addresses
from ..comparing.grouping import Grouping
from ..places import part_of, untranslated
from ..versions import Version, draft, published_contents, seen_by, version_of

# What is broken may hide more of it: so many times it is looked for, then a whole part is left.
MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """A version that can be tried, and ``left``: {part: keys of its changes that are not in it}."""

    version: Version
    contents: Contents
    left: dict[str, frozenset[str]]


_kept: Kept[Standing | None] = Kept(4)


def standing(rights: Rights) -> Standing | None:
    """Return what an account may try of what it writes, or ``None`` if nothing is published.

    Only where its draft has no rule set is there something to leave.
    """
    edition, before = published_contents()
    written = draft(rights)
    if written.rule_set is not None:
        return Standing(written, {}, {})
    if edition is None:
        return None
    after = {**before, **seen_by(rights)}
    key = (written.digest, edition.number, edition.digest)
    return _kept.get(key, lambda: _search(before, after, written.problems))


def left_in_words(
    found: Standing, rights: Rights, addresses: Addresses
) -> list[tuple[str, list[str]]]:
    """Return [(part in words, names of its entries that are left)]."""
    names, found_labels = department_names(), []
    written = draft(rights)
    for part in found.left:
        changes = changed_lines(found.contents[part], seen_by(rights)[part])
        words = Grouping(part, found.version, written, addresses=addresses)
        labels = [one.label for _, listed in words.groups(changes) for one in listed]
        found_labels.append((names.get(part, "Contenu national"), labels))
    return found_labels


def _search(before: Contents, after: Contents, problems: Iterable[Problem]) -> Standing | None:
    left: dict[str, set[str]] = {}
    for number in range(MOST_ROUNDS + 2):
        if number < MOST_ROUNDS:
            more = _blamed(before, after, problems)
        else:
            # Nothing tells which change it is: the parts that are blamed, then every part.
            blamed = {part_of(one) for one in problems}
            more = _all(before, after, blamed if number == MOST_ROUNDS else {*after})
        for part, keys in more.items():
            # A part that the reader does not see has no change to leave.
            if keys:
                left.setdefault(part, set()).update(keys)
        contents = {
            part: without(before.get(part) or {}, content, left.get(part, ()))
            for part, content in after.items()
        }
        version = version_of(contents)
        if version.rule_set is not None:
            return Standing(version, contents, {part: frozenset(one) for part, one in left.items()})
        problems = version.problems
    return None


def _all(before: Contents, after: Contents, parts: Iterable[str]) -> dict[str, set[str]]:
    return {
        part: {one.key for one in changed(before.get(part) or {}, after[part])}
        for part in parts
        if part in after
    }


def _blamed(before: Contents, after: Contents, problems: Iterable[Problem]) -> dict[str, set[str]]:
    """Return {part: keys} of the changes in whose entries the problems are."""
    found: dict[str, set[str]] = {}
    for one in problems:
        file, _ = untranslated(one.file)
        section, name, _ = owner_of(file, one.path)
        part = part_of(one)
        for diff in changed(before.get(part) or {}, after.get(part) or {}):
            if diff.section == section and diff.name == name:
                found.setdefault(part, set()).add(diff.key)
    return found
