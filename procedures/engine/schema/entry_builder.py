"""Builds the value of an entry from its plain data, as its dataclass declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from ..conditions.reader import ConditionReader
from ..conditions.tree import ALWAYS, Condition, dated, shared, without_facts
from ..errors import nearest
from ..values.content import EVERY_DAY, Days, Text
from ..values.department import NOTE, Hours
from ..values.facts import Duration, FactInfo, Scalar, parse_date
from ..values.procedure import Cost, DocumentEntry
from ..values.stances import WindowEnd, end_counted_from
from .declared import Block, Key, identity_of, keys_of
from .shapes import Report, entry_line_name, item_name, join, show, text, when, when_channel
from .texts import Translations

Entry: TypeAlias = Mapping[str, Any]
Reader: TypeAlias = Callable[["EntryBuilder", Key, Any, str], Any]


class EntryBuilder:
    """Builds the entries of one file. ``reader_channel`` reads conditions on the channel too.

    ``dates`` are the facts from which windows may count, ``lacking`` those without a value, which
    the conditions are freed of. ``fact`` is the derived fact under construction, which gives the
    values of its rules their kind. ``known`` are the conditions read so far: equal ones are shared.
    """

    fact = FactInfo("", "")

    def __init__(
        self,
        file: str,
        translations: Translations,
        readers: tuple[ConditionReader, ConditionReader],
        report: Report,
        *,
        dates: Iterable[str],
        known: dict[Condition, Condition],
        lacking: frozenset[str] = frozenset(),
    ) -> None:
        self._lacking = lacking
        self._known = known
        self.file = file
        self.reader, self.reader_channel = readers
        self.report = report
        self._dates = dates
        self._translations = translations

    def build(self, kind: type, entry: Entry, path: str) -> Any:
        """Return the value of an entry, or report why it cannot be read and return ``None``."""
        values = self._values(keys_of(kind), entry, path)
        if values is None:
            return None
        days = values.get("days", EVERY_DAY)
        if days != EVERY_DAY:
            self._check_days(days, path)
            values["when"] = dated(values.get("when", ALWAYS), days.start, days.end)
        if "when" in values:
            values["when"] = shared(values["when"], self._known)
        return kind(**values)

    def _check_days(self, days: Days, path: str) -> None:
        if days.start and days.end and days.start > days.end:
            self.report(join(path, "until"), "le dernier jour est avant le premier", ())

    def _values(
        self, keys: tuple[Key | Block, ...], entry: Entry, path: str
    ) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        for key, name, read in _read_by(keys):
            # The keys of a block without a name are among those of the entry.
            if not name:
                found = read(self, key, entry, path)
            elif name in entry:
                found = read(self, key, entry[name], join(path, name))
            else:
                continue
            if found is None:
                if key.required:
                    return None
            elif key.attribute:
                values[key.attribute] = found
            else:
                values |= found
        return values

    def block(self, block: Block, inside: Entry, path: str) -> Any:
        """Return the value that a block's keys make, or {attribute: value} without a type."""
        found = self._values(block.keys, inside, path)
        return block.type(**found) if found and block.type else found or None

    def listed(self, key: Key, items: Any, path: str) -> Any:
        """Return the values or the entries of a list, in the container of the key."""
        if not key.entry:
            return key.container(items or ())
        build = self._lines if key.type is DocumentEntry else self._entries
        built = build(key, items or (), path)
        if issubclass(key.container, Mapping):
            identity = identity_of(key.type)
            return {getattr(one, identity): one for one in built}
        return key.container(built)

    def _entries(self, key: Key, items: Sequence[Any], path: str) -> list[Any]:
        named = identity_of(key.type) != ""
        places = (
            (f"{path}.{item_name(one, index) if named else index}", one)
            for index, one in enumerate(items)
        )
        found = (self._entry(key.type, one, where) for where, one in places)
        return [one for one in found if one is not None]

    def _entry(self, kind: type, entry: Entry, path: str) -> Any:
        if kind is Cost:
            self._check_cost(entry, path)
        return self.build(kind, entry, path)

    def _lines(self, key: Key, items: Sequence[Any], path: str) -> list[Any]:
        """Return the lines of a list of documents. A bare id is a line with only that document."""
        found = []
        names: dict[str, int] = {}
        for index, one in enumerate(items):
            entry = {key.bare: one} if isinstance(one, str) else one
            if ("document" in entry) == ("one_of" in entry):
                message = "il faut « document » ou « one_of », l'un des deux"
                self.report(join(path, str(index)), message, ())
            else:
                where = join(path, entry_line_name(entry, names))
                found.append(self.build(key.type, entry, where))
        return found

    def _check_cost(self, entry: Entry, path: str) -> None:
        if "fee" in entry:
            if "amount" in entry or "label" in entry:
                message = "un coût a « fee », ou « label » et « amount », pas les deux"
                self.report(path, message, ())
        elif "amount" not in entry or "label" not in entry:
            self.report(path, "il manque « fee », ou « label » et « amount »", ())

    def text(self, key: Key, value: Any, path: str) -> Text:
        """Return a text in every language in which it exists."""
        return self._translations.text(self.file, path, value)

    def condition(self, key: Key, data: Any, path: str) -> Condition:
        """Return a condition that is evaluated before the channel is known."""
        return without_facts(self.reader.read(data, path), self._lacking)

    def condition_channel(self, key: Key, data: Any, path: str) -> Condition:
        """Return a condition that may test the channel."""
        return without_facts(self.reader_channel.read(data, path), self._lacking)

    def day(self, key: Key, value: Any, path: str) -> date | None:
        """Return a date."""
        return parse_date(value)

    def amount(self, key: Key, value: Any, path: str) -> Decimal:
        """Return a sum of money as a decimal, free from the errors of binary fractions."""
        return Decimal(str(value))

    def duration(self, key: Key, data: Any, path: str) -> Duration | None:
        """Return a duration, or ``None`` for an empty one."""
        return self.reader.read_duration(data, path) if data else None

    def hours(self, key: Key, found: Any, path: str) -> Hours:
        """Return opening hours, by weekday or in words."""
        if isinstance(found, Mapping) and "fr" not in found:
            days = {day: tuple(ranges) for day, ranges in found.items() if day != NOTE}
            note = found.get(NOTE)
            return Hours(days=days, words=self.text(key, note, path) if note else {})
        return Hours(words=self.text(key, found, path))

    def window_end(self, key: Key, data: Any, path: str) -> WindowEnd:
        """Return an end of a window: a day, or a distance from the date of a known fact."""
        if not isinstance(data, Mapping):
            return WindowEnd(day=parse_date(data))
        fact = data["fact"]
        if fact not in self._dates:
            message = "ce fait n'est pas une date connue"
            self.refuse_name(join(path, "fact"), message, fact, self._dates)
        return end_counted_from(data)

    def value(self, key: Key, value: Any, path: str) -> Any:
        """Return a value that a rule gives to the derived fact."""
        return self.reader.read_value(self.fact, value, path)

    def refuse_name(self, path: str, message: str, name: object, valid: Iterable[object]) -> None:
        """Report a name that does not exist, with the nearest valid names."""
        self.report(path, f"{message} : {show(name)}", nearest(name, valid))


READERS: Mapping[Any, Reader] = {
    text: EntryBuilder.text,
    when: EntryBuilder.condition,
    when_channel: EntryBuilder.condition_channel,
    date: EntryBuilder.day,
    Decimal: EntryBuilder.amount,
    Duration: EntryBuilder.duration,
    Hours: EntryBuilder.hours,
    WindowEnd: EntryBuilder.window_end,
    Scalar: EntryBuilder.value,
}


@cache
def _read_by(
    keys: tuple[Key | Block, ...],
) -> tuple[tuple[Key | Block, str, Callable[..., Any]], ...]:
    """Return (key, name, function that reads it) for each key that evaluation reads."""
    return tuple((key, key.name, _reader(key)) for key in keys if key.attribute or not key.type)


def _reader(key: Key | Block) -> Callable[..., Any]:
    if isinstance(key, Block):
        return EntryBuilder.block
    if key.container is not None:
        return EntryBuilder.listed
    return READERS.get(key.shape) or READERS.get(key.type) or _as_it_is


def _as_it_is(builder: EntryBuilder, key: Key, value: Any, path: str) -> Any:
    return value
