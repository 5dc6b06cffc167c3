"""The catalogue to measure, and the same catalogue several times over."""

import os
from datetime import date, timedelta
from pathlib import Path

from procedures.exchange import read_folder

# Another folder: CATALOGUE=… make bench
CATALOGUE = Path(os.environ.get("CATALOGUE") or Path(__file__).resolve().parents[2] / "catalogue")
TODAY = date(2026, 11, 24)
TIMES = (1, 4, 16)
RANKS_APART = 50_000


def shipped():
    return read_folder(CATALOGUE)


def multiplied(plain, times):
    """Return a catalogue with ``times`` as many procedures, from which people get the same.

    Copies rank behind the originals of their track. Each of their conditions has one more test,
    that today is after some day: always true, and another one for each copy, so that no copy's
    condition is another's.
    """
    copies = [_copy(one, number) for number in range(1, times) for one in plain["procedures"]]
    return {**plain, "procedures": [*plain["procedures"], *copies]}


def _copy(procedure, number):
    day = (date(2000, 1, 1) + timedelta(days=number)).isoformat()

    def distinct(line):
        if not line.get("when"):
            return {**line}  # it always holds
        return {**line, "when": {"all": [line["when"], {"today": {"gte": day}}]}}

    copied = distinct(procedure)
    for lines in ("steps", "documents", "costs", "warnings"):
        if lines in procedure:
            copied[lines] = [distinct(line) for line in procedure[lines]]
    copied["id"] = f"{procedure['id']}_{number}"
    copied["rank"] = procedure["rank"] + number * RANKS_APART
    copied["exclusive_with"] = []
    return copied
