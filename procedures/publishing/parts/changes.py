"""Lists what a publication would change: entries added, removed and modified, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procedures.engine.files import entry_name
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.labels import section_label

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
    "examples",
    "inquiries",
    "cases",
    "department",
    "sites",
    "channels",
    "overrides",
    "notices",
    "helpers",
    "translations",
)
# The order of their keys means nothing: PostgreSQL does not keep it.
MAPPINGS = ("inquiries", "department", "translations")
LISTS_OF_A_DEPARTMENT = ("sites", "channels", "overrides", "notices", "helpers")


@dataclass(frozen=True, slots=True)
class ContentChange:
    """An entry that differs. ``details`` holds the keys of the entry whose values differ."""

    kind: str  # added, removed, modified
    section: str
    name: str
    details: tuple[str, ...] = ()
    before: object = field(default=None, repr=False)
    after: object = field(default=None, repr=False)

    @property
    def section_label(self) -> str:
        return section_label(self.section)

    @property
    def kind_label(self) -> str:
        return {"added": "ajout", "removed": "retrait", "modified": "modification"}[self.kind]


def changes_between(before: Plain, after: Plain) -> list[ContentChange]:
    """Return the changes from one content of a part to another, in the order of the sections.

    >>> changes_between({"fees": []}, {"fees": [{"id": "timbre"}]})[0].kind_label
    'ajout'
    """
    old, new = _named(before), _named(after)
    changes = []
    for section in SECTIONS:
        was, now = old.get(section, {}), new.get(section, {})
        changes += [
            ContentChange("removed", section, name, before=entry)
            for name, entry in was.items()
            if name not in now
        ]
        for name, entry in now.items():
            old_entry = was.get(name)
            if name not in was:
                changes.append(ContentChange("added", section, name, after=entry))
            elif old_entry != entry:
                details = _details(old_entry, entry)
                changes.append(ContentChange("modified", section, name, details, old_entry, entry))
        if section in MAPPINGS:
            continue
        if [name for name in was if name in now] != [name for name in now if name in was]:
            changes.append(ContentChange("modified", section, "ordre"))
    return changes


def _named(part: Plain) -> dict[str, PlainDict]:
    """Return the content of a part as {section: {name: entry}}."""
    named: dict[str, PlainDict] = {}
    for section, content in part.items():
        if section == "department":
            named |= _department(content)
        elif section == "translations":
            named[section] = _translations(content)
        elif section == "inquiries":
            named[section] = dict(content)
        else:
            named[section] = {entry_name(one, i): one for i, one in enumerate(content)}
    return named


def _department(content: Plain) -> dict[str, PlainDict]:
    own = {key: value for key, value in content.items() if key not in LISTS_OF_A_DEPARTMENT}
    named = {"department": {content.get("code", ""): own}}
    for section in LISTS_OF_A_DEPARTMENT:
        named[section] = {item_name(one, i): one for i, one in enumerate(content.get(section, []))}
    return named


def _translations(content: Mapping[str, Mapping[str, Plain]]) -> PlainDict:
    return {
        f"{language} : {file} : {path}": translation
        for language, files in content.items()
        for file, paths in files.items()
        for path, translation in paths.items()
    }


def _details(before: object, after: object) -> tuple[str, ...]:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ()
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(key for key in keys if before.get(key) != after.get(key))
