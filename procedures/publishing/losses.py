"""Says in French what an act makes disappear from the working copy: an import may be cut short.

A file that is empty, or cut where its YAML stays valid, is a catalogue like any other: only whoever
imports it knows whether what it lacks is meant to go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from procedures.exchange.snapshots import KINDS, Entry

# How many names of a kind a line holds.
MOST = 8


def losses(changes: Iterable[tuple[Entry | None, Entry | None]]) -> list[str]:
    """Return a line for each kind of thing that is in no entry any more; nothing if all is there.

    ``changes`` holds (before, after) of each entry that differs, as the journal pairs them.
    """
    gone: dict[str, list[str]] = defaultdict(list)
    shorter: list[str] = []
    texts: Counter[str] = Counter()
    for old, new in changes:
        if old is None:
            continue
        for language, were in old.texts.items():
            texts[language] += len(were.keys() - (new.texts.get(language, {}) if new else {}))
        if new is None:
            gone[old.section].append(old.name)
        elif fewer := _size(old.content) - _size(new.content):
            shorter += [f"{old.name} ({fewer})"] if fewer > 0 else []
    return [
        *(f"{_words(section, len(names))} : {_some(names)}" for section, names in gone.items()),
        *([f"valeurs d'entrées qui restent : {_some(shorter)}"] if shorter else []),
        *(f"traductions, langue « {one} » : {number}" for one, number in texts.items() if number),
    ]


def _words(section: str, number: int) -> str:
    meta = KINDS[section][0]._meta
    return f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"


def _some(names: list[str]) -> str:
    rest = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" et {rest} de plus" if rest > 0 else "")


def _size(value: Any) -> int:
    """Return how many values that say something are in a value."""
    return sum(1 for _ in _values(value))


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _values(one)
    elif value not in (None, ""):
        yield value
