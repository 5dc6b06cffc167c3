"""Timing: the median of repeated rounds, and one line a figure."""

import statistics
import time


def median_ms(action, rounds=7, *, warm=True):
    """Return the median duration of ``action()`` in milliseconds, over ``rounds`` rounds."""
    if warm:
        action()
    durations = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        durations.append((time.perf_counter() - started) * 1000)
    return statistics.median(durations)


def show(what, value, unit="ms"):
    number = f"{value:10d}    " if isinstance(value, int) else f"{value:14.3f}"
    print(f"\n{what:<58} {number} {unit}", end="")
