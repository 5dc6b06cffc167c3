"""Marks tests by their folder and by their fixtures, and compiles the messages before them."""

import gc
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from scripts.compile_messages import compile_all

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
        "portal",
        "procedures/admin/test_concurrency.py",
        "procedures/admin/test_history.py",
        "procedures/admin/test_lists.py",
        "procedures/counting",
        "procedures/exchange",
        "procedures/models",
        "procedures/publishing",
        "procedures/watching",
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


def pytest_collection_finish():
    """What was collected stays: not to look through it for garbage saves a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items):
    for item in items:
        for folder, marker in MARKERS.items():
            if folder in item.path.parents:
                item.add_marker(marker)
        if asks_the_database(item) and not item.get_closest_marker("one_database"):
            item.add_marker(pytest.mark.database)
            if any(place in (item.path, *item.path.parents) for place in ON_POSTGRESQL):
                item.add_marker(pytest.mark.postgresql)


def asks_the_database(item):
    """What asks no database runs once only: a second one would show nothing new."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def _source_language():
    """Each test starts in French, whatever page the one before asked for."""
    translation.activate(settings.LANGUAGE_CODE)
