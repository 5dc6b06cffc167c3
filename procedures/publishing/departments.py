"""The 101 départements of France. Each has a page, even if the catalogue says nothing of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data" / "departements.csv"


@cache
def department_names() -> Mapping[str, str]:
    """Return {code: French name} of each département, in the order of the codes.

    >>> department_names()["82"]
    'Tarn-et-Garonne'
    """
    with DATA.open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(lines)})


def part_name(code: str) -> str:
    """Return the name of a part, which is that of its département or « contenu national »."""
    return department_names().get(code, "contenu national")
