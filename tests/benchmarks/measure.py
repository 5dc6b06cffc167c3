"""Timing: the median of repeated rounds, and one line a figure."""

import statistics
import time


def median_ms(action, rounds=7):
    """Return the median duration of ``action()`` in milliseconds, over ``rounds`` rounds."""
    action()
    durations = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        durations.append((time.perf_counter() - started) * 1000)
    return statistics.median(durations)


def show(what, value, unit="ms"):
    print(f"\n{what:<58} {value:10.3f} {unit}", end="")
