"""Counts are added in memory, written by a thread, exact under many processes, and deleted."""

import os
import subprocess
import sys
import threading
import time
from datetime import date

import pytest
from django.conf import settings as site_settings
from django.db import DatabaseError, connection

from procedures import counting
from procedures.counting import Event, buffer
from procedures.models import Count


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch):
    monkeypatch.setattr(buffer, "_waiting", type(buffer._waiting)())
    monkeypatch.setattr(buffer, "_cleaned", "")


@pytest.fixture
def on_the_day(monkeypatch):
    def set_day(day):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)

    set_day(date(2026, 11, 24))
    return set_day


def rows():
    return set(Count.objects.values_list("month", "kind", "subject", "place", "number"))


@pytest.mark.django_db
def test_counting_asks_the_database_nothing_until_it_is_written(django_assert_num_queries):
    with django_assert_num_queries(0):
        counting.count(Event.PROCEDURE, "carte", "82")
    assert not Count.objects.exists()


@pytest.mark.django_db
def test_numbers_are_added_to_those_of_the_month(on_the_day):
    for _ in range(2):
        counting.count(Event.PROCEDURE, "carte", "82")
    counting.count(Event.PROCEDURE, "carte", "34")
    assert counting.flush() == 2
    counting.count(Event.PROCEDURE, "carte", "82")
    on_the_day(date(2026, 12, 1))
    counting.count(Event.PROCEDURE, "carte", "82")
    counting.flush()
    assert rows() == {
        ("2026-11", "procedure", "carte", "82", 3),
        ("2026-11", "procedure", "carte", "34", 1),
        ("2026-12", "procedure", "carte", "82", 1),
    }


@pytest.mark.django_db
def test_what_waits_is_kept_while_the_database_is_away(monkeypatch):
    def away(numbers):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(buffer, "add", away)
        counting.count(Event.PROCEDURE, "carte", "82")
        with pytest.raises(DatabaseError):
            counting.flush()
    counting.count(Event.PROCEDURE, "carte", "82")
    counting.flush()
    assert Count.objects.get().number == 2


@pytest.mark.django_db
def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(buffer, "MOST_COUNTERS", 1)
    for subject in ("carte", "visa", "carte"):
        counting.count(Event.PROCEDURE, subject, "82")
    counting.flush()
    assert [(row.subject, row.number) for row in Count.objects.all()] == [("carte", 2)]


@pytest.mark.django_db
def test_months_are_forgotten_after_twenty_five(on_the_day):
    for month in ("2024-09", "2024-10", "2026-10"):
        Count.objects.create(month=month, kind=Event.PROCEDURE, subject="carte", place="82")
    counting.flush()
    assert set(Count.objects.values_list("month", flat=True)) == {"2024-10", "2026-10"}
    on_the_day(date(2026, 12, 1))
    counting.flush()
    assert set(Count.objects.values_list("month", flat=True)) == {"2026-10"}


def test_columns_hold_nothing_but_a_month_a_pair_and_a_number():
    # No number of a row either: the rows made together would be those of one person.
    columns = {field.column for field in Count._meta.concrete_fields}
    assert columns == {"month", "kind", "subject", "place", "number"}
    assert Count._meta.get_field("month").max_length == len("2026-11")


WRITER = """
import sys, django; django.setup()
from django.db import connection
from procedures import counting, models
connection.settings_dict["NAME"] = sys.argv[1]
if sys.argv[2] == "make":
    with connection.schema_editor() as editor:
        editor.create_model(models.Count)
    sys.exit()
subjects = [f"demarche_{number}" for number in range(20)][:: int(sys.argv[2])]
for _ in range(15):
    for subject in subjects:
        counting.count(counting.Event.PROCEDURE, subject, "82")
    counting.flush()
print(sorted(models.Count.objects.values_list("number", flat=True)))
"""


def start(name, what):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(name), what],
        cwd=site_settings.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.whole  # Several processes are started.
@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_once_lose_nothing(tmp_path):
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":  # One in memory has one process: a file, then.
        name = tmp_path / "counts.sqlite3"
        maker = start(name, "make")
        maker.communicate(timeout=60)
        assert maker.returncode == 0
    processes = [start(name, order) for order in ("1", "-1", "1")]
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert str([45] * 20) in " ".join(said)


@pytest.mark.django_db(transaction=True)
def test_thread_writes_within_its_delay_and_starts_with_the_first_count(settings):
    settings.COUNTS_FLUSH_SECONDS = 1
    assert not [one for one in threading.enumerate() if one.name == "counts-writer"]
    try:
        counting.count(Event.PROCEDURE, "carte", "82")
        deadline = time.monotonic() + 10
        while not Count.objects.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert Count.objects.get().number == 1
    finally:
        counting.stop()
