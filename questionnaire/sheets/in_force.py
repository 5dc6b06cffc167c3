"""The lines of a list that hold today: a sheet shows no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from procedures.engine.conditions.dated import NEVER, on_day
from procedures.engine.values.procedure import Cost, DocumentEntry, Step, Warning
from questionnaire.result.reading import Reading

_Line = TypeVar("_Line", Warning, Step, DocumentEntry, Cost)


def in_force(reading: Reading, lines: Iterable[_Line]) -> list[_Line]:
    """Return the lines that hold today, with the conditions that answers decide."""
    today = [replace(one, when=on_day(one.when, reading.today)) for one in lines]
    return [one for one in today if one.when != NEVER]
