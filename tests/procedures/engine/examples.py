"""On how many examples the properties are tried; ``EXAMPLES=0.1`` tries a tenth, always alike."""

import os

from hypothesis import HealthCheck, Phase, settings

SHARE = float(os.environ.get("EXAMPLES", "1"))


def examples(count, **options):
    """Return Hypothesis' settings for a number of examples."""
    if SHARE < 1:
        options = {
            "phases": [Phase.generate],
            "derandomize": True,
            "database": None,
            "suppress_health_check": list(HealthCheck),
        }
    return settings(max_examples=max(1, round(count * SHARE)), deadline=None, **options)
