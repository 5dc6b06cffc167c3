"""Which changes of a part are chosen on « Publier », and what goes or lacks with that choice."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL
from procedures.publishing.checks.completeness import UNTRIED
from procedures.publishing.departments import department_names
from procedures.publishing.parts.changes import EntryDiff, changed, words_of
from procedures.publishing.parts.items import owner_of
from procedures.publishing.parts.merging import Dropped
from procedures.publishing.parts.preparing import Contents

from ..addresses import Addresses
from ..places import part_of, untranslated
from ..versions import version_of
from .grouping import Grouping

CASES = "cases"


@dataclass(frozen=True, slots=True)
class Choice:
    """A change that is published if it is ``chosen``, and else stays in the working copy.

    ``planned`` is the day on which it is published anyway.
    """

    key: str
    label: str
    kind: str
    chosen: bool
    planned: date | None = None


def selection(
    part: str,
    published: Contents,
    working: Plain,
    excluded: Collection[str],
    addresses: Addresses,
    days: Mapping[str, date],
) -> list[Choice]:
    """Return the changes of a part; ``excluded`` are the keys of those that stay.

    ``days`` says when a change is planned, by its key.
    """
    versions = version_of(published), version_of({**published, part: working})
    words = Grouping(part, *versions, addresses=addresses)
    return [
        Choice(
            one.key,
            words.label(one),
            one.kind_label,
            one.key not in excluded,
            days.get(one.key),
        )
        for one in changed(published.get(part) or {}, working)
    ]


def still_needed(
    part: str, was: Plain, working: Plain, choices: Iterable[Choice], faults: Iterable[Problem]
) -> list[Choice]:
    """Return the changes of a part that are left and that what the check finds wrong needs.

    A new entry that a faulty one names; the change of a faulty entry itself, which names what goes
    or expects what was; the persons of a new procedure.
    """
    listed = list(choices)
    excluded = {one.key for one in listed if not one.chosen}
    diffs = {one.key: one for one in changed(was, working)} if excluded else {}
    left = [diffs[key] for key in excluded]
    new = {one.name: one.key for one in left if one.before is None}
    needed: set[str] = set()
    for fault in faults if left else ():
        if part_of(fault) not in (part, NATIONAL):
            continue
        section, name, _ = owner_of(untranslated(fault.file)[0], fault.path)
        faulty = diffs.get(f"{section}:{name}")
        if faulty is not None:
            needed |= {faulty.key} & excluded or {
                new[word] for word in words_of(faulty.after) if word in new
            }
        if section == CASES or fault.kind == UNTRIED:
            needed |= {one.key for one in left if _tries(one, name)}
    return [one for one in listed if one.key in needed]


def _tries(one: EntryDiff, name: str) -> bool:
    """Tell whether a new case stands instead of another one, or expects something of an entry."""
    if one.section != CASES or one.before is not None:
        return False
    return name in words_of([one.after["expect"], one.after.get("instead_of")])


def dropped_words(
    dropped: Iterable[Dropped], published: Contents, candidate: Contents, addresses: Addresses
) -> list[tuple[str, str, bool]]:
    """Return (département, name of the entry, whether it goes whole) for each entry left out."""
    found = []
    for one in dropped:
        versions = version_of(published), version_of(candidate)
        name = str(one.before.get("procedure") or one.before.get("id") or "")
        label = Grouping(one.part, *versions, addresses=addresses).label(
            EntryDiff(one.section, name, one.before)
        )
        found.append((department_names().get(one.part, one.part), label, one.after is None))
    return found


def labels_of(
    diffs: Iterable[tuple[str, EntryDiff]], before: Contents, after: Contents, addresses: Addresses
) -> list[str]:
    """Return the names of changes of several parts, each once."""
    versions = version_of(before), version_of(after)
    found = (Grouping(part, *versions, addresses=addresses).label(one) for part, one in diffs)
    return list(dict.fromkeys(found))
