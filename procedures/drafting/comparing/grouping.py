"""Groups the changes of a part by procedure, and words each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from procedures.drafting.history.history_text import MarkedDifference, marked_words
from procedures.drafting.words.change_text import effect_line
from procedures.drafting.words.changes import ChangeWords
from procedures.drafting.words.public_preview import Seen, seen_by_public
from procedures.engine.errors import Problem
from procedures.models.accounts import Account
from procedures.publishing.editions.reviews import Writers
from procedures.publishing.parts.changes import ORDER, EntryDiff
from procedures.publishing.parts.items import (
    DEPARTMENT,
    INQUIRIES,
    LISTS_OF_A_DEPARTMENT,
    REST,
    owner_of,
)

from ..addresses import Addresses
from ..places import Places
from ..versions import Version
from .labels import Labels


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
    # What is added, as the public will see it.
    seen: Seen | None = None
    # The page on which a procedure that is added is read as the public will read it.
    sheet_url: str = ""


class Grouping:
    """Groups the changes of a part under the procedure that they are about, or their section.

    ``writers`` tell who wrote each change; those of a frozen edition have no author one by one.
    """

    def __init__(
        self,
        part: str,
        before: Version | None,
        after: Version | None,
        *,
        addresses: Addresses,
        writers: Writers | None = None,
    ) -> None:
        self._part = part
        self._labels = Labels(*(one.plain for one in (before, after) if one))
        self._writers = writers
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
        return ChangeInWords(
            *(change, self.label(change), url, author, moment, differences, effect),
            seen=seen_by_public(change),
            sheet_url=self._sheet_url(change),
        )

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
