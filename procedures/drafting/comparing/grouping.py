"""Groups the changes of a part by procedure, and words each of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from procedures.drafting.history.history_text import MarkedDifference, marked_words
from procedures.drafting.words.change_text import effect_line
from procedures.drafting.words.changes import ChangeWords
from procedures.drafting.words.public_preview import Seen, seen_by_public
from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL
from procedures.models.accounts import Account
from procedures.publishing.checks.completeness import UNTRIED
from procedures.publishing.departments import department_names
from procedures.publishing.editions.reviews import Writers
from procedures.publishing.parts.changes import ORDER, EntryDiff, changed, words_of
from procedures.publishing.parts.items import (
    DEPARTMENT,
    INQUIRIES,
    LISTS_OF_A_DEPARTMENT,
    REST,
    owner_of,
)
from procedures.publishing.parts.merging import Dropped
from procedures.publishing.parts.preparing import Contents

from ..addresses import Addresses
from ..places import Places, part_of, untranslated
from ..versions import Version, version_of
from .labels import Labels

CASES = "cases"


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """A change, as the page shows it."""

    diff: EntryDiff
    label: str
    url: str
    author: Account | None
    moment: datetime | None
    differences: tuple[MarkedDifference, ...]
    effect: str = ""
    # What is added, as the public will see it; or why the public never reads it.
    seen: Seen | None = None
    unread: str = ""
    # The page on which a procedure that is added is read as the public will read it.
    sheet_url: str = ""


class Grouping:
    """Groups the changes of a part under the procedure that they are about, or their section.

    ``writers`` tell who wrote each change; those of a frozen edition have no author one by one.
    ``unread`` holds {page of an entry: why the public never reads it}.
    """

    def __init__(
        self,
        part: str,
        before: Version | None,
        after: Version | None,
        *,
        addresses: Addresses,
        writers: Writers | None = None,
        unread: Mapping[str, str] | None = None,
    ) -> None:
        self._part = part
        self._labels = Labels(*(one.plain for one in (before, after) if one))
        self._writers = writers
        self._unread = unread or {}
        self._addresses = addresses
        self._places = Places(addresses)
        self._words = ChangeWords(before, after)

    def groups(self, changes: Iterable[EntryDiff]) -> list[tuple[str, list[ChangeInWords]]]:
        """Return [(title, [``ChangeInWords``])], the procedures first."""
        groups: dict[tuple[int, str], list[ChangeInWords]] = {}
        for change in changes:
            procedure, worded = _procedure_of(change), self.word(change)
            title = self._labels.titles.get(procedure, procedure) if procedure else ""
            heading = (0, f"Démarche « {title} »") if title else (1, change.section_label)
            groups.setdefault(heading, []).append(worded)
        return [
            (name, listed) for (_, name), listed in sorted(groups.items(), key=lambda g: g[0][0])
        ]

    def label(self, change: EntryDiff) -> str:
        """Return the name of a change, and where its entry passes if that is all that changes."""
        label = self._labels.of(change)
        if change.name and change.before == change.after is not None:
            return f"{label} (ses traductions)"
        return " ".join(filter(None, (label, self._words.passes(change))))

    def word(self, change: EntryDiff) -> ChangeInWords:
        """Return one change in words."""
        url = self._url(change)
        row = self._writers.last_of(change) if self._writers else None
        author, moment = (row.author, row.at) if row and row.author else (None, None)
        found = self._words.differences(change)
        effect = effect_line(change.section, found)
        differences = tuple(map(marked_words, found))
        unread = self.why_unread(change)
        return ChangeInWords(
            *(change, self.label(change), url, author, moment, differences, effect),
            seen=None if unread else seen_by_public(change),
            unread=unread,
            sheet_url=self._sheet_url(change),
        )

    def why_unread(self, change: EntryDiff) -> str:
        """Return why the public never reads an entry, or nothing if it does."""
        return self._unread.get(self._url(change), "") if self._unread else ""

    def _sheet_url(self, change: EntryDiff) -> str:
        if (change.section, change.kind) != ("procedures", "added"):
            return ""
        row = self._places.find("procedures", change.name)
        return self._addresses.sheet(row) if row else ""

    def _url(self, change: EntryDiff) -> str:
        if change.kind == "removed":
            return ""
        section, file, path = change.section, f"departements/{self._part}.yaml", change.name
        if section == REST and path:
            language, file, path = path.split(" : ", 2)
            file = f"translations/{language}/{file}"
        elif section in (REST, INQUIRIES):
            return ""
        elif section in LISTS_OF_A_DEPARTMENT:
            path = f"{section}.{path}"
        elif section == DEPARTMENT:
            path = ""
        else:
            file = f"{section}/x.yaml" if section in ("procedures", "cases") else f"{section}.yaml"
        return self._places.of(Problem(file, path, ""))[1]


def _procedure_of(change: EntryDiff) -> str:
    """Return the procedure that a change is about, or nothing."""
    section, name = change.section, change.name
    if section == REST and name:
        _, file, path = name.split(" : ", 2)
        section, name, _ = owner_of(file, path)
    return name if section in ("procedures", "overrides") and name != ORDER else ""


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
