"""Measures the time of a publication, and the memory of a worker that serves the edition."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from procedures.exchange import load_into_database
from procedures.models import Procedure
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .measure import median_ms, show
from .multiplied import TIMES, TODAY, multiplied, shipped

ROOT = Path(__file__).resolve().parents[2]
AT_MOST = {1: 2, 16: 12}  # seconds: an agent waits for them


@pytest.fixture(params=TIMES, ids=lambda times: f"x{times}")
def times(request):
    show("\nthe catalogue, so many times over", request.param, "x")
    return request.param


@pytest.fixture
def plain(times):
    return multiplied(shipped(), times)


@pytest.mark.django_db
def test_publication(plain, times):
    """Compile, check, run the cases, analyse, freeze: all of it, then after one change."""
    once = {"rounds": 1, "warm": False}
    show(
        "import into the database", median_ms(lambda: load_into_database(plain), **once) / 1000, "s"
    )
    taken = median_ms(lambda: publisher.publish(today=TODAY), **once)
    show("publication, the first of a process", taken / 1000, "s", AT_MOST.get(times))
    with recording(factories.make_user(is_superuser=True)):
        procedure = Procedure.objects.order_by("pk").first()
        procedure.title_fr = "Autre titre"
        procedure.save()
    taken = median_ms(lambda: publisher.publish(today=TODAY), **once)
    show("publication of a change", taken / 1000, "s", AT_MOST.get(times))


def test_memory(plain, tmp_path):
    """A process of its own, so that nothing else counts: it serves pages from an edition."""
    edition = tmp_path / "edition.json"
    edition.write_text(json.dumps(plain, default=date.isoformat), encoding="utf-8")
    command = [sys.executable, "-m", "tests.benchmarks.worker", str(edition)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for what, megabytes in json.loads(ran.stdout).items():
        show(what, megabytes, "MB")
