"""The procedures of a track in order of rank, and those that are certain or possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..values.procedure import Procedure
from ..values.truth import Truth
from .bitset import Settled


class Track:
    """The members of a track; each has a bit of its own for its condition, as it is written.

    What ``otherwise`` adds to it is read from the bits of the better ranked members: such a member
    is false below one that holds, and not certain below one that is unknown.
    """

    def __init__(self, members: Sequence[Procedure], bits: Sequence[int]) -> None:
        self.members = members
        self._bits = bits
        self._mask = sum(bits)
        self._otherwise = sum(bit for one, bit in zip(members, bits, strict=True) if one.otherwise)
        self._positions = {bit.bit_length(): index for index, bit in enumerate(bits)}
        self._better: dict[int, int] = {}

    def certain(self, settled: Settled) -> list[int]:
        """Return the positions of the certain members, the best rank first."""
        holding = sorted(self._each(self._holding(settled)))
        if not self._otherwise:
            return holding
        return [one for one in holding if self._stands(one, holding[0], settled)]

    def best(self, settled: Settled) -> int | None:
        """Return the position of the best certain member, or ``None``."""
        holding = self._holding(settled)
        best = min(self._each(holding), default=None)
        if best is None or self._stands(best, best, settled):
            return best
        return min(self._each(holding & ~self._otherwise), default=None)

    def possible(self, settled: Settled, best: int | None) -> int:
        """Return the bits of the unknown members that no certain member outranks."""
        among = self._mask if best is None else self._before(best)
        if not self._otherwise:
            return settled.unknown(among)
        first = min(self._each(self._holding(settled)), default=None)
        if first is None or first == best:
            return settled.unknown(among)
        # The first that holds, as it is written, is an « otherwise » that is not certain.
        false = self._otherwise & ~(self._before(first) | self._bits[first])
        return settled.unknown(among & ~false) | self._bits[first]

    def truth(self, procedure: Procedure, settled: Settled) -> Truth:
        """Return the truth of a member whose written condition is not false."""
        place = self.members.index(procedure)
        before = self._before(place)
        if before & ~settled.state:
            return False
        if settled.unknown(before | self._bits[place]):
            return None
        return True

    def positions(self, bits: int) -> list[int]:
        """Return the positions of the members that have these bits, the best rank first."""
        return sorted(self._each(bits))

    def _holding(self, settled: Settled) -> int:
        """Return the bits of the members whose written condition holds."""
        return self._mask ^ (self._mask & settled.state)

    def _stands(self, position: int, first: int, settled: Settled) -> bool:
        """Tell whether a member that holds is certain; ``first`` is the best ranked that holds."""
        if not self._bits[position] & self._otherwise:
            return True
        return position == first and not settled.unknown(self._before(position))

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
