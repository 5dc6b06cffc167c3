"""Room in a list of numbers: the right order, and the fewest rows that move."""

import pytest

from procedures.drafting.changing.room import make_room


class Row:
    def __init__(self, position):
        self.position, self.saved = position, False

    def save(self, update_fields):
        assert update_fields == ["position"]
        self.saved = True


@pytest.mark.parametrize(
    ("numbers", "index", "least", "given", "after"),
    [
        # A free number is taken, and nothing moves.
        ([0, 1, 5], 2, 0, 2, [0, 1, 5]),
        ([3, 4], 0, 0, 2, [3, 4]),
        ([0, 1], 2, 0, 2, [0, 1]),
        # Those behind make room, until a number is free.
        ([0, 1, 2, 9], 1, 0, 1, [0, 2, 3, 9]),
        ([0, 1], 0, 0, 0, [1, 2]),
        # Those in front do, where fewer are moved; never under the least number.
        ([1, 2, 3, 4, 5], 1, 0, 1, [0, 2, 3, 4, 5]),
        ([0, 1, 2, 3, 4], 1, 0, 1, [0, 2, 3, 4, 5]),
        ([0, 1, 2, 3, 4], 1, None, 0, [-1, 1, 2, 3, 4]),
        ([0, 1], 0, None, -1, [0, 1]),
        # Numbers that several have are told apart behind the new one.
        ([0, 0, 0, 5], 1, 0, 1, [0, 2, 3, 5]),
    ],
)
def test_few_make_room(numbers, index, least, given, after):
    rows = [Row(one) for one in numbers]
    assert make_room(rows, index, "position", least) == given
    assert [one.position for one in rows] == after
    moved = [was != row.position for was, row in zip(numbers, rows, strict=True)]
    assert [one.saved for one in rows] == moved
