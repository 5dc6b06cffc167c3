"""Cuts the content of a part into its entries, each with its translations, and joins them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from procedures.engine.files import FOLDERS, file_of
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.plain import order_of_case
from procedures.exchange.shapes import LISTS

LISTS_OF_A_DEPARTMENT = ("sites", "channels", "overrides", "notices", "helpers", "waiting_times")
DEPARTMENT, INQUIRIES, REST = "department", "inquiries", "translations"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a part. Its content is shared with the part: it is not to be changed."""

    content: Any
    # {(language, path from the entry): translation}
    texts: dict[tuple[str, str], Any] = field(default_factory=dict)


# {section: [(name, item)]}
Items: TypeAlias = dict[str, list[tuple[str, Item]]]


def items_of(part: Plain) -> Items:
    """Return the entries of a part, section by section, in their order."""
    found: Items = {}
    for section, content in part.items():
        if section == DEPARTMENT:
            own = {k: v for k, v in content.items() if k not in LISTS_OF_A_DEPARTMENT}
            found[DEPARTMENT] = [(content.get("code", ""), Item(own))]
            for inside in LISTS_OF_A_DEPARTMENT:
                found[inside] = _listed(content.get(inside) or [])
        elif section == INQUIRIES:
            found[INQUIRIES] = [(name, Item(one)) for name, one in sorted(content.items())]
        elif section != REST:
            found[section] = _listed(content)
    _give_texts(part, found)
    return found


def entries_of(part: Plain) -> dict[str, dict[str, Item]]:
    """Return {section: {name: entry}} of a part."""
    return {section: dict(entries) for section, entries in items_of(part).items()}


def entry_in(part: Plain, section: str, name: str) -> Any:
    """Return the content of an entry of a list of a part, or ``None``, without reading the rest."""
    entries = {**(part.get(DEPARTMENT) or {}), **part}.get(section) or []
    return next((one for i, one in enumerate(entries) if item_name(one, i) == name), None)


def part_of_items(items: Items, like: Plain) -> PlainDict:
    """Return the part that entries make: the inverse of ``items_of``.

    ``like`` is a part with the sections that the result must have even if they are empty.
    """
    if "cases" in items:
        ordered = sorted(items["cases"], key=lambda pair: order_of_case(pair[1].content))
        items = {**items, "cases": ordered}
    part = _contents(items, like)
    texts: dict[str, dict[str, PlainDict]] = {}
    for section, listed in items.items():
        for index, (name, item) in enumerate(listed):
            code = (part.get(DEPARTMENT) or {}).get("code", "")
            file, prefix = _place(section, name, item, index, code)
            for (language, path), text in item.texts.items():
                where, inner = path.split(" ", 1) if section == REST else (file, f"{prefix}{path}")
                texts.setdefault(language, {}).setdefault(where, {})[inner] = text
    languages = {**(like.get(REST) or {}), **texts}
    part[REST] = {language: texts.get(language, {}) for language in languages}
    return part


def _contents(items: Items, like: Plain) -> PlainDict:
    """Return the part that entries make, without their translations."""
    part: PlainDict = {}
    if items.get(DEPARTMENT):
        part[DEPARTMENT] = {**items[DEPARTMENT][0][1].content}
    for section, listed in items.items():
        contents = [item.content for _, item in listed]
        if section in LISTS_OF_A_DEPARTMENT:
            if contents:
                part[DEPARTMENT][section] = contents
        elif section == INQUIRIES:
            part[section] = dict(sorted((name, item.content) for name, item in listed))
        elif section in LISTS and (contents or section in like):
            part[section] = contents
    return part


def _listed(entries: list[Any]) -> list[tuple[str, Item]]:
    return [(item_name(one, index), Item(one)) for index, one in enumerate(entries)]


def _give_texts(part: Plain, found: Items) -> None:
    """Give each translation to its entry; one that belongs to none stays a line of its own."""
    by_name = {section: dict(listed) for section, listed in found.items()}
    rest: dict[tuple[str, str], Any] = {}
    for language, file, path, text in translations_of(part):
        section, name, inner = owner_of(file, path)
        item = by_name.get(section, {}).get(name)
        if item is None:
            rest[language, f"{file} {path}"] = text
        else:
            item.texts[language, inner] = text
    if rest:
        found[REST] = [("", Item(None, rest))]


def translations_of(part: Plain) -> Iterator[tuple[str, str, str, Any]]:
    """Yield (language, file, path, translation) for each translation of a part."""
    for language, files in (part.get(REST) or {}).items():
        for file, paths in files.items():
            for path, text in paths.items():
                yield language, file, path, text


def owner_of(file: str, path: str) -> tuple[str, str, str]:
    """Return (section, name, path from the entry) of a translation."""
    folder, slash, name = file.partition("/")
    first, _, rest = path.partition(".")
    if folder == "departements" and slash:
        if first in LISTS_OF_A_DEPARTMENT:
            name, _, inner = rest.partition(".")
            return first, name, inner
        return DEPARTMENT, name.removesuffix(".yaml"), path
    if folder == "enquetes" and slash:
        return INQUIRIES, name.removesuffix(".yaml"), path
    section = FOLDERS.get(folder, (folder, ""))[0] if slash else file.removesuffix(".yaml")
    return section, first, rest


def _place(section: str, name: str, item: Item, index: int, code: str) -> tuple[str, str]:
    """Return (file, prefix of the paths) of the translations of an entry."""
    if section == REST:
        return "", ""
    if section == DEPARTMENT:
        return f"departements/{code}.yaml", ""
    if section in LISTS_OF_A_DEPARTMENT:
        return f"departements/{code}.yaml", f"{section}.{item_name(item.content, index)}."
    if section == INQUIRIES:
        return f"enquetes/{name}.yaml", ""
    return file_of(section, item.content), f"{item_name(item.content, index)}."
