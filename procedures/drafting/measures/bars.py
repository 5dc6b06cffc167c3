"""Bar charts: turns numbers into widths, each with its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# The width of a picture, in its own units.
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar. ``kind`` decides its colour and its pattern."""

    kind: str
    label: str
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    url: str
    total: int
    parts: tuple[Part, ...]
    note: str = ""


def bars(
    rows: Sequence[tuple[str, str, Sequence[tuple[str, str, int]], str]],
) -> list[Bar]:
    """Return the bars for rows (label, url, [(kind, label, number)], note), on one scale."""
    totals = [sum(number for _, _, number in pieces) for _, _, pieces, _ in rows]
    longest = max([*totals, 1])
    made = []
    for (label, url, pieces, note), total in zip(rows, totals, strict=True):
        parts, x = [], 0.0
        for kind, words, number in pieces:
            width = number * WIDTH / longest
            parts.append(Part(kind, words, number, round(x, 2), round(width, 2)))
            x += width
        made.append(Bar(label, url, total, tuple(parts), note))
    return made


def simple(rows: Iterable[tuple[str, str, int, str]]) -> list[Bar]:
    """Return the bars for rows (label, url, number, note), the longest first."""
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    return bars([(label, url, [("plain", "", count)], note) for label, url, count, note in ordered])
