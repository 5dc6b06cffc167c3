"""A new order is told by the entries that moved, as few as explain it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.drafting.comparing.labels import moves_words
from procedures.drafting.words.ranks import moved

NAMES = "abcdef"


def questions(names):
    return {"questions": [{"key": one, "text": f"{one.upper()} ?"} for one in names]}


@given(st.permutations(NAMES))
def test_without_those_that_moved_the_others_keep_their_order(now):
    found = moved(NAMES, now)
    kept = [name for name in now if name not in found]
    assert kept == sorted(kept)
    # No fewer would do.
    fewer = (set(now) - set(names) for names in combinations(now, max(len(found) - 1, 0)))
    orders = ([name for name in now if name in rest] for rest in fewer)
    assert not found or not any(order == sorted(order) for order in orders)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("abcd", "abcd", ""),
        ("abcd", "dabc", "« D ? » passe devant « A ? » et 2 autres"),
        ("abcd", "bcad", "« A ? » passe derrière « C ? » et une autre"),
        ("abcd", "badc", "« B ? » passe devant « A ? » ; « D ? » passe devant « C ? »"),
        ("abcdef", "fedcba", "5 changent de place"),
        # What is added or removed is told by itself.
        ("abcd", "xbcd", ""),
    ],
)
def test_what_moved_is_named(was, now, said):
    assert moves_words("questions", questions(was), questions(now)) == said


def test_entries_without_a_name_have_no_place_to_tell():
    orders = ({"notices": [{"text": one} for one in names]} for names in ("ab", "ba"))
    assert moves_words("notices", *orders) == ""
