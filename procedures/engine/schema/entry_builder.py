"""What every entry of the format is read with: its texts, condition, dates and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..conditions.reader import ConditionReader
from ..conditions.tree import Condition
from ..errors import nearest
from ..values.content import NO_SOURCE, Source, Text
from ..values.department import Hours
from ..values.facts import parse_date
from .shapes import Report, join, show
from .texts import Translations


class EntryBuilder:
    """Reads the parts that entries of one file have in common."""

    def __init__(
        self, file: str, translations: Translations, reader: ConditionReader, report: Report
    ) -> None:
        self.file = file
        self.reader = reader
        self.report = report
        self._translations = translations

    def text(self, path: str, entry: Mapping[str, Any], field: str) -> Text:
        """Return the text of a field in every language that has it."""
        return self._translations.text(self.file, join(path, field), entry.get(field))

    def condition(self, path: str, entry: Mapping[str, Any]) -> Condition:
        """Return the condition under ``when``."""
        return self.reader.read(entry.get("when"), join(path, "when"))

    def day(self, entry: Mapping[str, Any], field: str) -> date | None:
        """Return the date of a field."""
        return parse_date(entry.get(field))

    def source(self, entry: Mapping[str, Any]) -> Source:
        """Return where an entry comes from."""
        found = entry.get("source") or {}
        confidence = entry.get("confidence", "")
        if not found and not confidence:
            return NO_SOURCE
        return Source(
            reference=found.get("reference", ""),
            url=found.get("url", ""),
            checked_on=parse_date(found.get("checked_on")),
            confidence=confidence,
        )

    def hours(self, path: str, entry: Mapping[str, Any]) -> Hours:
        """Return opening hours, by weekday or in words."""
        found = entry.get("hours")
        if isinstance(found, Mapping) and "fr" not in found:
            return Hours(days={day: tuple(ranges) for day, ranges in found.items()})
        return Hours(words=self.text(path, entry, "hours"))

    def refuse_name(self, path: str, message: str, name: object, valid: Iterable[object]) -> None:
        """Report a name that nothing bears."""
        self.report(path, f"{message} : {show(name)}", nearest(name, valid))
