"""Databases and files that tests start from, made once for a state of the code, then copied.

All migrations together take two seconds of a processor, which each process of tests would pay,
and each run of a single file; the shipped catalogue, imported and published, takes twenty more.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".test_tables"
# What decides of the tables, and of the rows that a new database holds: roles and permissions.
TABLES = (
    "requirements/dev.txt",
    "*/*.py",
    "*/migrations/*.py",
    "procedures/models/*.py",
)
# What decides of the files that are served beside the pages.
STATIC = ("requirements/run.txt", "static/**/*", "portal/settings.py", "portal/static_files.py")
# What decides of the rows that the catalogue becomes, and of the edition that is made of them.
CONTENT = (
    "requirements/dev.txt",
    "catalogue/**/*",
    "locale/**/*.po",
    "portal/**/*",
    "procedures/**/*",
)


def empty_site():
    """Return the path of a database that holds what the migrations make, and nothing else."""
    return _database("empty", _digest(TABLES), lambda path: _migrate(f"sqlite:///{path}"))


def shipped_site():
    """Return the path of one with the shipped catalogue, published today, and demo accounts."""
    return _database("shipped", f"{date.today()}-{_digest(CONTENT)}", _prepare)  # noqa: DTZ011 - the site's day, on this machine.


@cache
def collected_files():
    """Return the folder of the static files as production serves them: read it, write nothing.

    It is that of the beginning: the pictures of the guides, taken while a site serves them, would
    make another one in its place.
    """
    return _kept("static", _digest(STATIC), _collect)


def fill(name):
    """Copy the tables into an empty database in memory, and return the connection that holds it."""
    held = sqlite3.connect(name, uri=True, check_same_thread=False)
    kept = sqlite3.connect(empty_site())
    try:
        kept.backup(held)
    finally:
        kept.close()
    return held


def template_of(connection):
    """Return the name of a database of PostgreSQL that holds the tables, to make others from."""
    first = f"{connection.settings_dict['NAME']}_tables_"
    name = first + _digest(TABLES)
    with _alone("postgresql"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [first])
        found = {one for (one,) in cursor.fetchall()}
        if name not in found:
            for older in found:
                cursor.execute(f'DROP DATABASE "{older}"')
            unfinished = f"{first}unfinished"
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(_address(connection.settings_dict, unfinished))
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _address(known, name):
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgres://{who}@{known['HOST']}:{known['PORT'] or 5432}/{name}"


@contextmanager
def _alone(name):
    """Whoever comes meanwhile waits, and makes none."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _database(name, digest, make):
    def make_one_file(path):
        make(path)
        made = sqlite3.connect(path)
        made.execute("PRAGMA journal_mode=DELETE")  # One file is all there is to copy.
        made.close()

    return _kept(name, f"{digest}.sqlite3", make_one_file)


def _kept(name, digest, make):
    with _alone(name):
        path = FOLDER / f"{name}-{digest}"
        if not path.exists():
            for older in FOLDER.glob(f"{name}-*"):
                shutil.rmtree(older) if older.is_dir() else older.unlink()
            unfinished = path.with_name(f"{path.name}-unfinished")
            make(unfinished)
            unfinished.rename(path)
    return path


def _digest(patterns):
    found = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not {"tests", "__pycache__"} & set(parts):
                found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _migrate(address):
    _manage(
        address, "migrate", "--no-input", "--verbosity=0", DJANGO_SETTINGS_MODULE="tests.settings"
    )


def _prepare(path):
    shutil.copy(empty_site(), path)
    with tempfile.TemporaryDirectory() as folder:
        changes = {"DEBUG": "1", "SECOND_FACTOR": "0", "EDITION_FILE": f"{folder}/edition.json.gz"}
        changes |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        _manage(f"sqlite:///{path}", "prepare", "--demo", **changes)


def _collect(path):
    # The key and the database of production are asked for, and not used.
    changes = {"DEBUG": "0", "SECRET_KEY": "x" * 50, "STATIC_ROOT": str(path)}
    changes |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    _manage("sqlite:///:memory:", "collectstatic", "--no-input", "--verbosity=0", **changes)


def _manage(address, *arguments, **changes):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **changes, "DATABASE_URL": address},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
