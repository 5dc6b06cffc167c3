"""Words the rank of an entry: who passes just before and after it in its list, never a number.

A procedure has its place in its track, an orientation among the urgent ones or among the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ALONE = "seule, sans autre à comparer"
FIRST, LAST = "devant toutes les autres", "derrière toutes les autres"
# The key that says in which list an entry of a section has its place.
LISTS = {"procedures": "track", "orientations": "urgent"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with what decides its place: its list, then its rank; ``title`` has its quotes."""

    name: str
    among: Hashable
    rank: float
    title: str

    @classmethod
    def of(cls, section: str, entry: Mapping[str, Any]) -> Ranked:
        title = entry.get("title")
        words = title.get("fr") if isinstance(title, Mapping) else title
        among = entry.get(LISTS[section]) or ""
        name = str(entry.get("id", ""))
        return cls(name, among, entry.get("rank") or 0, f"« {words} »" if words else "sans titre")


class Orders:
    """The entries of one section in one version, list by list, each best first."""

    def __init__(self, entries: Iterable[Ranked]) -> None:
        self._known = {one.name: one for one in entries}

    @classmethod
    def of(cls, section: str, entries: Iterable[Mapping[str, Any]]) -> Orders:
        return cls(Ranked.of(section, one) for one in entries)

    def among(self, one: Ranked) -> list[Ranked]:
        """Return the list of an entry, with the entry as it is given."""
        found = {**self._known, one.name: one}.values()
        return sorted((each for each in found if each.among == one.among), key=lambda x: x.rank)

    def named(self, name: str) -> Ranked | None:
        return self._known.get(name)

    def place(self, one: Ranked) -> str:
        listed = self.among(one)
        return place_words(listed.index(one), [each.title for each in listed])

    def passes(self, one: Ranked, after: Orders, other: Ranked) -> str:
        """Return the words on the entries that one, ``other`` afterwards, passes."""
        was, now = self.among(one), after.among(other)
        titles = {each.name: each.title for each in (*was, *now)}
        return passes_words(
            [each.name for each in was], [each.name for each in now], one.name, titles
        )


def place_words(index: int, titles: Sequence[str]) -> str:
    """Return where the entry at ``index`` passes among some, all in order.

    >>> place_words(1, ["« A »", "« B »", "« C »"])
    'après « A », avant « C » (2e sur 3)'
    >>> place_words(0, ["« A »", "« B »"]), place_words(0, ["« A »"])
    ('devant toutes les autres, avant « B » (1re sur 2)', 'seule, sans autre à comparer')
    """
    count = len(titles)
    if count == 1:
        return ALONE
    parts = [] if 0 < index < count - 1 else [LAST if index else FIRST]
    parts += [f"après {titles[index - 1]}"] if index else []
    parts += [f"avant {titles[index + 1]}"] if index < count - 1 else []
    return f"{', '.join(parts)} ({place_number(index, count)})"


def passed(was: Sequence[str], now: Sequence[str], name: str) -> tuple[list[str], list[str]]:
    """Return those that an entry passes in front of, and behind, the nearest one now first.

    >>> passed("abcd", "adbc", "d"), passed("abcd", "adbc", "b")
    ((['b', 'c'], []), ([], ['d']))
    """
    if name not in was or name not in now:
        return [], []
    earlier, at = set(was[: was.index(name)]), now.index(name)
    later = set(was) - earlier - {name}
    ahead = [one for one in now[at + 1 :] if one in earlier]
    return ahead, [one for one in reversed(now[:at]) if one in later]


def passes_words(
    was: Sequence[str], now: Sequence[str], name: str, titles: Mapping[str, str]
) -> str:
    """Return the words on the entries that one passes, or an empty string.

    >>> titles = {"a": "« A »", "b": "« B »", "c": "« C »"}
    >>> passes_words("abc", "cab", "c", titles), passes_words("abc", "cab", "a", titles)
    ('passe devant « A » et une autre', 'passe derrière « C »')
    """
    parts = [
        f"{way} {titles[listed[0]]}{_and_more(len(listed) - 1)}"
        for way, listed in zip(("devant", "derrière"), passed(was, now, name), strict=True)
        if listed
    ]
    return f"passe {', et '.join(parts)}" if parts else ""


def _and_more(count: int) -> str:
    if not count:
        return ""
    return " et une autre" if count == 1 else f" et {count} autres"


def place_number(index: int, count: int) -> str:
    """Return a place in a list.

    >>> place_number(0, 156), place_number(2, 156)
    ('1re sur 156', '3e sur 156')
    """
    return f"{index + 1}{'e' if index else 're'} sur {count}"


def moved(was: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the fewest names without which two orders of the same names agree, as they are now.

    They are those outside a longest row that keeps its order (patience sorting).

    >>> moved("abcde", "dabce"), moved("abcd", "bacd"), moved("abc", "abc")
    (['d'], ['b'], [])
    """
    places = {name: place for place, name in enumerate(was)}
    tops: list[int] = []
    lengths: dict[str, int] = {}
    for name in now:
        length = bisect_left(tops, places[name])
        tops[length : length + 1] = [places[name]]
        lengths[name] = length
    kept, length = set(), len(tops) - 1
    below = len(was)
    for name in reversed(now):
        if lengths[name] == length and places[name] < below:
            kept.add(name)
            length, below = length - 1, places[name]
    return [name for name in now if name not in kept]
