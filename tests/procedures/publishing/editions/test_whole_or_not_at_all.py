"""Killed anywhere, a publication leaves the former edition whole; two at once are both kept."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[4]
# The tests' own database is only copied; the mark has it made, and runs the tests on both kinds.
pytestmark = pytest.mark.django_db
START = (
    "import django; django.setup(); "
    "from tests.procedures.publishing.editions.other_process import serve; serve()"
)
BEFORE = ["checked", "locked", "part saved", "edition saved", "parts joined", "before the commit"]


class Processes:
    """Starts processes that have read the code already: one reads it, and forks each of them."""

    def __init__(self, folder):
        self.folder = folder
        self.parent = subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, url, *arguments):
        file = self.folder / uuid4().hex
        return self._ask("start", url, str(file), *arguments), file

    def told(self, process, *, killed=False):
        """Return what a process wrote, once it has ended as it should."""
        pid, file = process
        status = self._ask("wait", pid)
        written = file.read_text()
        assert status == (-signal.SIGKILL if killed else 0), written
        return json.loads(written) if written else None

    def run(self, url, *arguments, killed=False):
        return self.told(self.start(url, *arguments), killed=killed)

    def _ask(self, *order):
        print(json.dumps(order), file=self.parent.stdin, flush=True)
        return int(self.parent.stdout.readline())

    def end(self):
        self.parent.stdin.close()
        self.parent.stdout.close()
        assert self.parent.wait(timeout=30) == 0


@pytest.fixture(scope="module")
def processes(tmp_path_factory):
    found = Processes(tmp_path_factory.mktemp("processes"))
    yield found
    found.end()


def url_of(name):
    tests = settings.DATABASES["default"]
    port = tests["PORT"] or 5432
    return f"postgres://{tests['USER']}:{tests['PASSWORD']}@{tests['HOST']}:{port}/{name}"


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    """A function that copies the tests' own database, whose tables are made and empty."""

    def copy_to(place):
        with django_db_blocker.unblock():
            if connection.vendor == "sqlite":
                connection.ensure_connection()
                with closing(sqlite3.connect(place)) as target:
                    connection.connection.backup(target)
                return
            connection.close()  # A database that somebody is in cannot be copied.
            copy_database(connection.settings_dict["NAME"], place)

    return copy_to


def copy_database(name, copy):
    administer(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')


def drop_database(name):
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def administer(statement):
    """Execute a statement that PostgreSQL refuses inside a transaction."""
    with closing(psycopg2.connect(url_of("postgres"))) as server:
        server.autocommit = True
        server.cursor().execute(statement)


@pytest.fixture(scope="module")
def prepared(tables, processes, tmp_path_factory):
    """A database with a catalogue and no edition, to make copies of."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("prepared") / "site.sqlite3"
        tables(path)
        processes.run(f"sqlite:///{path}", "prepare")
        yield path
        return
    name = f"publication_{uuid4().hex}"
    try:
        tables(name)
        processes.run(url_of(name), "prepare")
        yield name
    finally:
        drop_database(name)


@pytest.fixture
def database(prepared, tmp_path):
    """The address of a database of the test's own."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(prepared, tmp_path)}"
        return
    copy = f"publication_{uuid4().hex}"
    try:
        copy_database(prepared, copy)
        yield url_of(copy)
    finally:
        drop_database(copy)


def test_killed_anywhere_it_leaves_the_former_edition_whole(processes, database):
    former = None
    for count, point in enumerate(BEFORE, start=1):
        life = processes.run(database, "life", f"Titre {count}", point, killed=True)
        assert life["was"] == former, point
        former = life["published"]
        assert (former["number"], former["title"]) == (count, f"Titre {count}"), point
        assert former["whole"], point
        assert former["orphans"] == 0, point
    assert processes.run(database, "found") == former


def test_killed_once_it_is_written_it_is_whole(processes, database):
    processes.run(database, "life", "Titre", "after the commit", killed=True)
    found = processes.run(database, "found")
    assert (found["number"], found["title"]) == (2, "Tué : after the commit")
    assert found["whole"]


def race(processes, database, folder, names):
    folder.mkdir()
    started = [processes.start(database, "race", name, str(folder)) for name in names]
    results = [processes.told(process) for process in started]
    return sorted(results, key=lambda one: (one["number"], not one["changed"]))


def test_two_publications_at_once_are_both_kept(processes, database, tmp_path):
    processes.run(database, "life", "Titre", "")
    first, second = race(processes, database, tmp_path / "race", ["82", "34"])
    assert (first["number"], second["number"]) == (2, 3)
    assert {*first["changed"], *second["changed"]} == {"34", "82"}
    found = processes.run(database, "found")
    assert found["names"] == {"34": "Nouveau 34", "82": "Nouveau 82"}
    assert found["chain"] == [[1, None], [2, 1], [3, 2]]
    assert found["whole"]


@pytest.mark.whole  # Two at once, later, are always tried.
def test_two_first_publications_at_once_make_one_edition(processes, database, tmp_path):
    first, second = race(processes, database, tmp_path / "race", ["all", "all again"])
    assert (first["number"], first["changed"]) == (1, ["34", "82", "national"])
    assert (second["number"], second["changed"]) == (1, [])
    assert processes.run(database, "found")["whole"]
