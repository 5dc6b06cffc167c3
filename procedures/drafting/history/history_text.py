"""Words a change: sentences for conditions, and texts with their differences marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from procedures.drafting.words.change_text import NOTHING, Difference
from procedures.drafting.words.changes import ChangeWords
from procedures.drafting.words.ranks import LISTS, Orders, Ranked, passes_words
from procedures.drafting.words.titles import TextPlaces
from procedures.engine.values.plain import Plain
from procedures.exchange.labels import section_label
from procedures.models import EntryChange, Inquiry, Procedure
from procedures.publishing.content import content_now
from procedures.publishing.journal import ORDER
from procedures.publishing.parts.changes import EntryDiff
from procedures.translating.catalogue_texts import language_name

from ..versions import version_of
from .rows import JournalPlace

# The order of a list may change many times.
MOST_READ = 200
# What brings rows of the journal together in an act.
Act: TypeAlias = tuple[datetime, int | None, str]
KEYS = ("id", "title", "rank")
TOKENS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
# Beyond this number of tokens, comparing word by word takes too long.
MOST = 4000


def moves_of(place: JournalPlace, known: Collection[EntryChange]) -> list[EntryChange]:
    """Return the rows of the journal that tell of an entry's move alone, the newest first.

    ``known`` are the rows about the entry itself, which may have had other names.
    """
    if place.section == "department" or isinstance(place.row, Inquiry):
        return []
    names = {place.name, *(row.name for row in known)}
    rows = EntryChange.objects.filter(part=place.part, section=place.section, name=ORDER)
    return [one for one in rows.select_related("author")[:MOST_READ] if _mover(one, names)]


def move_words(row: EntryChange, names: Collection[str], texts: TextPlaces) -> str:
    """Return the words on the entries that one of these names passed in an act."""
    was, now = _orders(row)
    titles = texts.titles(row.section, now)
    named = {name: f"« {title} »" for name, title in zip(now, titles, strict=True)}
    return passes_words(was, now, _mover(row, names), named)


def _mover(row: EntryChange, names: Collection[str]) -> str:
    """Return which of these names moved while the others kept their order, or nothing."""
    was, now = _orders(row)
    for name in names:
        if name in now and [one for one in was if one != name] == [x for x in now if x != name]:
            return name
    return ""


def _orders(row: EntryChange) -> tuple[list[str], list[str]]:
    """Return the names of a list before and after an act that changed their order."""
    was, now = ((one or {}).get("entry") or [] for one in (row.before, row.after))
    return was, now


def orders_around(row: EntryChange, plain: Plain) -> tuple[Orders, Orders]:
    """Return the orders before and after the act of a row of a section that has ranks.

    ``plain`` is the catalogue of today.
    """
    act: Act = (row.at, row.author_id, row.how)
    now = {one["id"]: Ranked.of(row.section, one) for one in plain.get(row.section) or []}
    after = None
    for other, was, became in _moved(row):
        if other == act and after is None:
            after = Orders(now.values())
        if became:
            now.pop(became.name, None)
        if was:
            now[was.name] = was
    before = Orders(now.values())
    return before, after or before


def _moved(row: EntryChange) -> Iterator[tuple[Act, Ranked | None, Ranked | None]]:
    """Yield (act, entry before, entry after) of what changed a place since a row, newest first."""
    keys = (*KEYS, LISTS[row.section])
    sides = [f"{side}__entry__{key}" for side in ("before", "after") for key in keys]
    rows = EntryChange.objects.filter(section=row.section, at__gte=row.at).exclude(name=ORDER)
    for at, author, how, *values in rows.order_by("-at", "-pk").values_list(
        "at", "author_id", "how", *sides
    ):
        was, became = values[: len(keys)], values[len(keys) :]
        if was != became:
            entries: list[Any] = [dict(zip(keys, one, strict=True)) for one in (was, became)]
            before, after = (Ranked.of(row.section, one) if one["id"] else None for one in entries)
            yield (at, author, how), before, after


@dataclass(frozen=True, slots=True)
class MarkedDifference:
    """A value whose words that change are marked, before and after: see ``marked``.

    ``same`` tells that it is shown for what is around it. ``lost`` is the name of what is
    removed: a line of a list, or this value alone.
    """

    label: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]
    same: bool = False
    lost: str = ""
    language: str = ""


def marked_difference(
    label: str, before: str, after: str, *, whole: bool = False, **more: Any
) -> MarkedDifference:
    """Return a difference of two texts, marked; ``more`` are its other fields."""
    sides = marked(before, after, whole=whole), marked(after, before, whole=whole)
    return MarkedDifference(label, *sides, **more)


def marked(text: str, other: str, *, whole: bool = False) -> list[tuple[str, bool]]:
    """Return ``text`` as [(words, whether they differ from ``other``)]; in one piece if ``whole``.

    >>> marked("Écrivez au 82.", "Écrivez au 34.")
    [('Écrivez au ', False), ('82', True), ('.', False)]
    """
    tokens, others = TOKENS.findall(text), TOKENS.findall(other)
    if whole or not text or not other or max(len(tokens), len(others)) > MOST:
        return [(text, text != other)] if text else []
    matcher = SequenceMatcher(None, tokens, others, autojunk=False)
    found = []
    for operation, start, end, _, _ in matcher.get_opcodes():
        if start != end:
            found.append(("".join(tokens[start:end]), operation != "equal"))
    return found


def marked_words(one: Difference) -> MarkedDifference:
    """Return a difference in words, marked; what stands for nothing is left out."""
    texts = (words if words != NOTHING else "" for words in (one.before, one.after))
    return marked_difference(one.label, *texts, whole=one.whole, same=one.same, lost=one.lost)


MOVED = "Sa place change : elle {}."
STATUSES = {"machine": "traduction automatique", "reviewed": "relue"}


class HistoryFormatter:
    """Words changes with the names of the working copy, which it reads once."""

    def __init__(self) -> None:
        version = version_of(content_now().by_part)
        self._plain = version.plain
        self._words = ChangeWords(version, version)
        self._texts = TextPlaces(version.plain)

    def of_act(self, row: EntryChange) -> list[MarkedDifference]:
        """Return the differences that a row of the journal holds.

        A rank is described among the entries as they were ordered around its act.
        """
        was, now = ((one or {}).get("entry") for one in (row.before, row.after))
        if row.section in LISTS and _rank(was) != _rank(now):
            self._words.among(row.section, *orders_around(row, self._plain))
        return self.differences(row.section, row.before, row.after)

    def of_move(self, row: EntryChange, names: Collection[str]) -> str:
        """Return the words on the entries that one passed, in an act that moved it alone."""
        words = move_words(row, names, self._texts)
        return MOVED.format(words) if words else ""

    def differences(
        self, section: str, before: Plain | None, after: Plain | None
    ) -> list[MarkedDifference]:
        """Return the differences between two states of an entry, as the journal stores them.

        Either may be ``None``: the entry did not exist then.
        """
        was, now = ((one or {}).get("entry") for one in (before, after))
        if isinstance(was, list) or isinstance(now, list):
            orders = (self._texts.titles(section, one or []) for one in (was, now))
            return [marked_difference("ordre", *map(", ".join, orders))]
        change = EntryDiff(section, "", was, now)
        found = [marked_words(one) for one in self._words.differences(change) if not one.same]
        return found + list(self._translations(section, before, after))

    def _translations(
        self, section: str, before: Plain | None, after: Plain | None
    ) -> Iterator[MarkedDifference]:
        was, now = ((one or {}).get("translations") or {} for one in (before, after))
        entry = (after or before or {}).get("entry")
        for language in sorted({*was, *now}):
            old, new = was.get(language, {}), now.get(language, {})
            name = language_name(language)
            for path in dict.fromkeys((*new, *old)):
                if old.get(path) != new.get(path):
                    label = f"traduction ({name}) › {self._texts.place(section, path, entry)}"
                    texts = _text_with_status(old.get(path)), _text_with_status(new.get(path))
                    yield marked_difference(label, *texts, language=language)


def _rank(entry: Any) -> object:
    return entry.get("rank") if isinstance(entry, dict) else None


def _text_with_status(translation: Plain | None) -> str:
    if translation is None:
        return ""
    status = STATUSES.get(translation.get("status", ""), "")
    return f"{translation['text']} ({status})" if status else translation["text"]


def titles() -> dict[str, str]:
    """Return {id: French title} of the procedures, by which agents know local adaptations."""
    return dict(Procedure.objects.values_list("key", "title_fr"))


def title_of(row: EntryChange, named: Mapping[str, str]) -> str:
    """Return the section and the words by which agents know the entry of a journal's row."""
    stored = row.after or row.before
    section = section_label(row.section)
    entry = stored.get("entry") if stored else None
    if not isinstance(entry, dict):
        return f"{section} : ordre"
    texts = (entry.get(key) for key in ("title", "text", "name", "label", "persona"))
    words = next((one for one in texts if isinstance(one, str)), "")
    if row.section == "overrides":
        words = named.get(row.name, "")
    if row.section in ("channels", "helpers") and not words:
        words = entry.get("instructions") or entry.get("address") or entry.get("url") or ""
    return f"{section} : {words or row.name}"
