"""On how many examples the properties are tried, and from which seed they are drawn.

``EXAMPLES=0.1`` tries a tenth. ``SEED=20261124`` draws always the same examples: it repeats the
failure of a run that printed this seed. Without a seed, a share is always the same one: two mutants
of the engine must meet the same examples.
"""

import os

import hypothesis
from hypothesis import HealthCheck, Phase, settings

SHARE = float(os.environ.get("EXAMPLES", "1"))
SEED = os.environ.get("SEED")
ALIKE = {
    "phases": [Phase.generate],
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
}


def share_of(count):
    """Return the share of a number of examples that is asked for, one at least."""
    return max(1, round(count * SHARE))


def examples(count, **options):
    """Return a decorator: Hypothesis' settings for a number of examples."""
    if SEED is None and SHARE < 1:
        options |= ALIKE
    if SEED is not None or SHARE < 1:
        options |= {"database": None}  # What is drawn depends on nothing of an earlier run.
    limit = settings(max_examples=share_of(count), deadline=None, **options)
    return limit if SEED is None else lambda test: hypothesis.seed(int(SEED))(limit(test))
