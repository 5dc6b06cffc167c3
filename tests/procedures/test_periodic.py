"""Work done again and again: it outlives what goes wrong, and stops when it is told."""

import logging
from threading import Event
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from procedures import periodic
from procedures.periodic import Repeated

log = logging.getLogger(__name__)
SOON, NEVER = 0.001, 0


class Steps:
    """Each call takes the next step: an error to raise, or nothing. The last one tells."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.done = Event()

    def __call__(self):
        step = self.steps.pop(0) if self.steps else None
        if not self.steps:
            self.done.set()
        if step is not None:
            raise step


@pytest.fixture
def repeated():
    """A function that makes repeated work, stopped after the test."""
    made = []

    def make(work, pause=SOON, **options):
        one = Repeated("essai", work, lambda: pause, log, waits="attend", failed="cassé", **options)
        made.append(one)
        return one

    yield make
    for one in made:
        one.stop()


def test_errors_are_told_and_it_goes_on(repeated, caplog):
    steps = Steps(OperationalError(), LookupError(), None)
    one = repeated(steps)
    one.start()
    assert steps.done.wait(10)
    assert one.is_running
    assert "attend: OperationalError" in caplog.text
    assert "cassé" in caplog.text


def test_it_begins_once_and_again_after_a_stop(repeated):
    begun = []
    one = repeated(lambda: begun.append(True), pause=3600, at_once=True)
    one.start()
    first = one._thread
    one.start()
    assert one._thread is first
    one.stop()
    assert not one.is_running
    one.start()
    one.stop()
    assert len(begun) == 2


def test_it_waits_first_unless_told_otherwise(repeated):
    begun = []
    one = repeated(lambda: begun.append(True), pause=3600)
    one.start()
    one.stop()
    assert begun == []


def test_without_a_pause_it_never_begins(repeated):
    one = repeated(Steps(), pause=NEVER)
    one.start()
    assert not one.is_running


def test_the_connection_of_the_thread_is_closed(repeated, monkeypatch):
    closed = Event()
    monkeypatch.setattr(periodic, "connection", SimpleNamespace(close=closed.set))
    repeated(Steps()).start()
    assert closed.wait(10)
