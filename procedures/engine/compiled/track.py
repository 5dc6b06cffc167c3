"""The procedures of a track in order of rank, and those that are certain or possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..values.procedure import Procedure
from .bitset import Settled


class Track:
    """The members of a track; each has a bit of its own for its condition."""

    def __init__(self, members: Sequence[Procedure], bits: Sequence[int]) -> None:
        self.members = members
        self._bits = bits
        self._mask = sum(bits)
        self._positions = {bit.bit_length(): index for index, bit in enumerate(bits)}
        self._better: dict[int, int] = {}

    def certain(self, settled: Settled) -> list[int]:
        """Return the positions of the certain members, the best rank first."""
        return sorted(self._each(self._mask ^ (self._mask & settled.state)))

    def best(self, settled: Settled) -> int | None:
        """Return the position of the best certain member, or ``None``."""
        return min(self._each(self._mask ^ (self._mask & settled.state)), default=None)

    def possible(self, settled: Settled, best: int | None) -> int:
        """Return the bits of the unknown members that no certain member outranks."""
        return settled.unknown(self._mask if best is None else self._before(best))

    def positions(self, bits: int) -> list[int]:
        """Return the positions of the members that have these bits, the best rank first."""
        return sorted(self._each(bits))

    def _before(self, position: int) -> int:
        found = self._better.get(position)
        if found is None:
            found = self._better[position] = sum(self._bits[:position])
        return found

    def _each(self, bits: int) -> Iterator[int]:
        while bits:
            low = bits & -bits
            yield self._positions[low.bit_length()]
            bits ^= low
