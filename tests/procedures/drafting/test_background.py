"""An account has one place in the queue of the desk's works, whatever it asks for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from procedures.drafting import background
from procedures.drafting.background import CHECK, RENAMED, USES, begin


@pytest.fixture
def queue(monkeypatch, settings):
    """One thread, which waits until it is told to go on; what was computed, in turn."""
    settings.DESK_PATIENCE_SECONDS = 0.01
    monkeypatch.setattr(background, "_works", {})
    with ThreadPoolExecutor(1) as thread:
        monkeypatch.setattr(background, "_threads", thread)
        monkeypatch.setattr(background.connections, "close_all", lambda: None)
        go_on, done = Event(), []
        begin(0, "first", go_on.wait, CHECK)

        def ask(owner, key, stages=USES):
            return begin(owner, key, lambda: done.append((owner, key)), stages)

        def end():
            go_on.set()
            thread.shutdown(wait=True)
            return done

        yield ask, end
        go_on.set()


def test_the_last_that_was_asked_for_takes_the_place_of_the_others(queue):
    ask, end = queue
    for number in range(40):
        ask(1, number)
    ask(2, "other")
    assert end() == [(1, 39), (2, "other")]


def test_another_kind_has_its_own_turn_and_an_act_is_never_given_up(queue):
    ask, end = queue
    asked = [(1, "check", CHECK), (1, "one", RENAMED), (1, "two", RENAMED), (1, "uses", USES)]
    for one in asked:
        ask(*one)
    assert end() == [(owner, key) for owner, key, _ in asked]


def test_what_is_asked_for_again_keeps_its_place(queue):
    ask, end = queue
    first = ask(1, "one")
    assert ask(1, "one") is first
    assert end() == [(1, "one")]
