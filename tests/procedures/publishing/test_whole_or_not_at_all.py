"""Killed anywhere, a publication leaves the former edition whole; two at once are both kept."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
# No test here touches the tests' own database, but each runs on both kinds.
pytestmark = pytest.mark.database
START = (
    "import sys, django; django.setup(); "
    "from tests.procedures.publishing.other_process import main; main(*sys.argv[1:])"
)
BEFORE = ["checked", "locked", "part saved", "edition saved", "parts joined", "before the commit"]


def start(url, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(process, *, killed=False):
    """Return what another process printed, once it has ended as it should."""
    output, errors = process.communicate(timeout=180)
    assert process.returncode == (-signal.SIGKILL if killed else 0), errors
    return json.loads(output) if output else None


def url_of(name):
    tests = settings.DATABASES["default"]
    port = tests["PORT"] or 5432
    return f"postgres://{tests['USER']}:{tests['PASSWORD']}@{tests['HOST']}:{port}/{name}"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A database with a catalogue and no edition, to make copies of: (kind, its name)."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        path = tmp_path_factory.mktemp("prepared") / "site.sqlite3"
        told(start(f"sqlite:///{path}", "prepare"))
        yield "sqlite", path
        return
    name = f"publication_{uuid4().hex}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as administration:
        administration.execute(f"CREATE DATABASE {name}")
        try:
            told(start(url_of(name), "prepare"))
            yield "postgresql", name
        finally:
            administration.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(prepared, tmp_path):
    """The address of a database of the test's own."""
    kind, name = prepared
    if kind == "sqlite":
        yield f"sqlite:///{shutil.copy(name, tmp_path)}"
        return
    copy = f"publication_{uuid4().hex}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as administration:
        administration.execute(f"CREATE DATABASE {copy} TEMPLATE {name}")
        try:
            yield url_of(copy)
        finally:
            administration.execute(f"DROP DATABASE {copy} WITH (FORCE)")


def test_killed_anywhere_it_leaves_the_former_edition_whole(database):
    former = None
    for count, point in enumerate(BEFORE, start=1):
        life = told(start(database, "life", f"Titre {count}", point), killed=True)
        assert life["was"] == former, point
        former = life["published"]
        assert (former["number"], former["title"]) == (count, f"Titre {count}"), point
        assert former["whole"], point
        assert former["orphans"] == 0, point
    assert told(start(database, "found")) == former


def test_killed_once_it_is_written_it_is_whole(database):
    told(start(database, "life", "Titre", "after the commit"), killed=True)
    found = told(start(database, "found"))
    assert (found["number"], found["title"]) == (2, "Tué : after the commit")
    assert found["whole"]


def race(database, folder, names):
    folder.mkdir()
    processes = [start(database, "race", name, str(folder)) for name in names]
    results = [told(process) for process in processes]
    return sorted(results, key=lambda one: (one["number"], not one["changed"]))


def test_two_publications_at_once_are_both_kept(database, tmp_path):
    told(start(database, "life", "Titre", ""))
    first, second = race(database, tmp_path / "race", ["82", "34"])
    assert (first["number"], second["number"]) == (2, 3)
    assert {*first["changed"], *second["changed"]} == {"34", "82"}
    found = told(start(database, "found"))
    assert found["names"] == {"34": "Nouveau 34", "82": "Nouveau 82"}
    assert found["chain"] == [[1, None], [2, 1], [3, 2]]
    assert found["whole"]


def test_two_first_publications_at_once_make_one_edition(database, tmp_path):
    first, second = race(database, tmp_path / "race", ["all", "all again"])
    assert (first["number"], first["changed"]) == (1, ["34", "82", "national"])
    assert (second["number"], second["changed"]) == (1, [])
    assert told(start(database, "found"))["whole"]
