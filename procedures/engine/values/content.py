"""What every entry of a catalogue carries: texts in several languages, and a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]  # language -> string; holds "fr" unless empty


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from, and when it was checked."""

    reference: str = ""
    url: str = ""
    checked_on: date | None = None
    confidence: str = ""


NO_SOURCE = Source()
