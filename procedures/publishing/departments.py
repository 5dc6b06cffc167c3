"""The 101 départements of France: each has a page, whether the catalogue knows it or not."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data" / "departements.csv"


@cache
def department_names() -> Mapping[str, str]:
    """Return the French name of each département by its code, in the usual order.

    >>> department_names()["82"]
    'Tarn-et-Garonne'
    """
    with DATA.open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(lines)})
