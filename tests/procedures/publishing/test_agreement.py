"""On the shipped catalogue, the compiled engine gives what walking its trees gives."""

import random
from datetime import timedelta

import pytest

from tests.procedures.engine.agreement import assert_agreement
from tests.procedures.engine.builders import TODAY
from tests.procedures.engine.people import random_answers
from tests.shipped import shipped_rules


# compiled/test_agreement.py asks the same of drawn catalogues, at each share.
@pytest.mark.parametrize(
    "share",
    [0.3, 0.9, *(pytest.param(one, marks=pytest.mark.whole) for one in (0, 0.6, 1))],
)
def test_the_shipped_catalogue_gives_what_its_trees_give(share):
    shipped = shipped_rules()
    chance = random.Random(str(share))  # noqa: S311
    for _ in range(12):
        day = TODAY + timedelta(days=chance.randrange(3))
        assert_agreement(shipped, random_answers(shipped, chance, share, day), day)
