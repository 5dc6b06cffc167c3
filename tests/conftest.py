"""Marks tests by their folder and by their fixtures, and compiles the messages before them."""

import gc
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.utils import translation

from scripts.compile_messages import compile_all
from tests import kept_tables

TESTS = Path(__file__).resolve().parent
MARKERS = {
    TESTS / "procedures" / "engine": pytest.mark.engine,
    TESTS / "e2e": pytest.mark.browser,
    TESTS / "benchmarks": pytest.mark.benchmark,
}
# Where SQLite and PostgreSQL may differ: transactions, locks, the order of JSON and of lists,
# constraints, the journal, what comes back from the database as it was written.
ON_POSTGRESQL = [
    TESTS / path
    for path in (
        "portal/test_backups.py",
        "portal/test_health.py",
        "portal/test_models.py",
        "procedures/admin/test_concurrency.py",
        "procedures/admin/test_concurrent_translations.py",
        "procedures/counting",
        "procedures/exchange/test_putting_back.py",
        "procedures/exchange/test_round_trip.py",
        "procedures/models",
        "procedures/publishing/editions",
        "procedures/publishing/test_journal.py",
        "procedures/publishing/test_never_locked.py",
        "procedures/publishing/test_preparing.py",
        "procedures/reception",
    )
]
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_setup",
    "django_db_reset_sequences",
    "django_assert_num_queries",
    "live_server",
    "admin_client",
    "admin_user",
}


def pytest_configure():
    compile_all()
    # They read the models; the runner of the tests imports this file without any.
    import_module("tests.signed_sessions").install()
    import_module("tests.kept_contexts").install()
    import_module("tests.posted_forms").install()


def pytest_collection_finish():
    """What was collected stays: not to look through it for garbage saves a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items):
    for item in items:
        folder, is_on_postgresql = place_of(item.path)
        if folder:
            item.add_marker(MARKERS[folder])
        if asks_the_database(item) and not item.get_closest_marker("one_database"):
            item.add_marker(pytest.mark.database)
            if is_on_postgresql:
                item.add_marker(pytest.mark.postgresql)


@cache
def place_of(path):
    """Return which folder of ``MARKERS`` a file is in, if any, and whether PostgreSQL runs it."""
    around = {path, *path.parents}
    return next((one for one in MARKERS if one in around), None), bool(around & {*ON_POSTGRESQL})


def asks_the_database(item):
    """What asks no database runs once only: a second one would show nothing new."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def _source_language():
    """Each test starts in French, whatever page the one before asked for."""
    translation.activate(site_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_watcher_is_left():
    """The thread that looks for another edition ends with the test that asked for one."""
    yield
    module = sys.modules.get("procedures.publishing.editions.in_memory")
    if module is not None and module._watcher.is_running:
        module.stop_watching()


@pytest.fixture
def settings(settings):
    """The addresses are read once a process: before a test turns on DEBUG, which adds some."""
    import_module(settings.ROOT_URLCONF)
    return settings


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """The database has its tables before Django looks which migrations it lacks."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = kept_tables.template_of(connection)
    name = connection.creation._get_test_db_name()
    if connection.vendor != "sqlite" or not connection.creation.is_in_memory_db(name):
        yield
        return
    held = kept_tables.fill(name)
    yield
    held.close()
