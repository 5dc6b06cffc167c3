"""What differs between two states of a part, entry by entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from procedures.engine.values.plain import Plain
from procedures.exchange.labels import section_label

from .items import REST, Item, entries_of, translations_of
from .preparing import digest

# The order in which pages list the changes.
SECTIONS = (
    "questions",
    "groups",
    "derived_facts",
    "fees",
    "documents",
    "procedures",
    "orientations",
    "invariants",
    "provisional_papers",
    "askers",
    "letters",
    "wordings",
    "online_services",
    "authorities",
    "examples",
    "inquiries",
    "cases",
    "department",
    "sites",
    "channels",
    "overrides",
    "notices",
    "helpers",
    "waiting_times",
    "translations",
)
# The name of the entry that is the order of a section.
ORDER = "ordre"


@dataclass(frozen=True, slots=True)
class EntryDiff:
    """An entry before and after; ``None`` where it does not exist. ``key`` names it in forms.

    Both are the same where only translations differ, and ``None`` for the order of a section.
    """

    section: str
    name: str
    before: Any = field(default=None, repr=False)
    after: Any = field(default=None, repr=False)

    @property
    def key(self) -> str:
        return f"{self.section}:{self.name}"

    @property
    def mark(self) -> str:
        """A digest of what the change makes of its entry."""
        gone = self.after is None
        return digest([self.before if gone else self.after, gone])

    @property
    def kind(self) -> str:
        if self.before is None and self.after is not None:
            return "added"
        return "removed" if self.after is None and self.before is not None else "modified"

    @property
    def section_label(self) -> str:
        return section_label(self.section)

    @property
    def kind_label(self) -> str:
        return {"added": "ajout", "removed": "retrait", "modified": "modification"}[self.kind]


def changed(before: Plain, after: Plain) -> list[EntryDiff]:
    """Return the entries that differ, each with its translations.

    >>> changed({"fees": []}, {"fees": [{"id": "timbre"}]})[0].kind_label
    'ajout'
    """
    was, now = entries_of(before), entries_of(after)
    found = []
    for section in dict.fromkeys([*now, *was]):
        old, new = was.get(section, {}), now.get(section, {})
        found += [
            EntryDiff(section, name, content_of(old.get(name)), content_of(new.get(name)))
            for name in [*(one for one in old if one not in new), *new]
            if old.get(name) != new.get(name)
        ]
        if common(old, new) != common(new, old):
            found.append(EntryDiff(section, ORDER))
    return found


def changed_lines(before: Plain, after: Plain) -> list[EntryDiff]:
    """Return what differs as pages list it: each translation by itself, in order of the sections.

    >>> changed_lines({}, {"translations": {"en": {"fees.yaml": {"a.label": {}}}}})[0].name
    'en : fees.yaml : a.label'
    """
    sides = ({key: one for key, one in part.items() if key != REST} for part in (before, after))
    found = [*changed(*sides), *translated(before, after)]
    return sorted(found, key=lambda one: SECTIONS.index(one.section))


def translated(before: Plain, after: Plain) -> list[EntryDiff]:
    """Return the translations that differ."""
    was, now = (
        {(language, file, path): text for language, file, path, text in translations_of(part)}
        for part in (before, after)
    )
    return [
        EntryDiff(REST, " : ".join(where), was.get(where), now.get(where))
        for where in [*(one for one in was if one not in now), *now]
        if was.get(where) != now.get(where)
    ]


def content_of(item: Item | None) -> Any:
    """Return the content of an entry, without its translations."""
    return None if item is None else item.content


def common(one: Iterable[str], other: Collection[str]) -> list[str]:
    """Return the names that two sections share, in the order of the first."""
    return [name for name in one if name in other]


def words_of(value: Any) -> Iterator[str]:
    """Yield every word of a value that may be a name, those of its keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from words_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from words_of(one)
