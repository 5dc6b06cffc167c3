"""The samples of public files, as they are and changed."""

import json
from datetime import date
from pathlib import Path

import pytest

from procedures.drafting import importing
from procedures.engine.errors import InvalidCatalogue

SAMPLES = Path(__file__).parent / "samples"
BASE = SAMPLES / "2026-12-01_000000-data.gouv_local.json"
ANSWER = SAMPLES / "api-lannuaire-administration.json"
TODAY = date(2026, 12, 3)
PREFECTURE, LODEVE = (
    "cc7a5287-6ebb-4dc7-af37-fab99bc266a6",
    "eb0e8e6a-80d4-4b53-9ef9-ff3dd2b65d5c",
)


def data():
    return json.loads(BASE.read_bytes())


def read(content, name=BASE.name):
    source = content if isinstance(content, bytes) else json.dumps(content).encode()
    return importing.read_file(name, source)


def everything(part, model, action):
    return True


def take(content, today=TODAY, **more):
    return importing.apply(read(content), everything, today, **more)


def study(content, today=TODAY):
    return importing.study(read(content), everything, today)


def faults(content):
    with pytest.raises(InvalidCatalogue) as refused:
        read(content)
    return "\n".join(map(str, refused.value.problems))
