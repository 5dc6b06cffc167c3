"""Measures times: the median of repeated rounds, printed as one line per figure.

The time is the processor time of all threads of this process: other work on the machine counts
little.
"""

import statistics
import time


def median_ms(action, rounds=7, *, warm=True):
    """Return the median cost of ``action()`` in milliseconds, over ``rounds`` rounds."""
    if warm:
        action()
    return statistics.median(_ms(action) for _ in range(rounds))


def side_by_side(actions, rounds=5):
    """Return the median cost of each action, measured in turn so that all meet the same noise."""
    for action in actions:
        action()
    costs = [[_ms(action) for action in actions] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*costs, strict=True)]


def once_each(rows):
    """Return the mean cost of each column of actions, a row after the other and each once."""
    costs = [[_ms(action) for action in row] for row in rows]
    return [statistics.mean(column) for column in zip(*costs, strict=True)]


def processor_and_clock_ms(action):
    """Return what one ``action()`` costs a processor, and how long it is waited for."""
    begun = time.perf_counter()
    spent = _ms(action)
    return spent, (time.perf_counter() - begun) * 1000


def _ms(action):
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


def show(what, value, unit="ms", at_most=None):
    """Print a figure, and what it should not exceed where that was decided."""
    number = f"{value:10d}    " if isinstance(value, int) else f"{value:14.3f}"
    wanted = "" if at_most is None else f" (wanted: {at_most} at most)"
    print(f"\n{what:<58} {number} {unit}{wanted}", end="")
