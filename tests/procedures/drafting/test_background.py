"""An account has one place in the queue of the desk's works, whatever it asks for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from procedures.drafting import background
from procedures.drafting.background import CHECK, begin
from procedures.publishing.progress import WorkStage, say

RENAMED, USES = (WorkStage.RENAMED,), (WorkStage.USES,)


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

        def ask(owner, key, stages=USES, *, acts=False):
            return begin(owner, key, lambda: done.append((owner, key)), stages, acts=acts)

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
    ask(1, "check", CHECK)
    ask(1, "one", RENAMED, acts=True)
    ask(1, "two", RENAMED, acts=True)
    # What is only looked at under the same stages takes nobody's turn.
    ask(1, "three", RENAMED)
    ask(1, "uses", USES)
    assert end() == [(1, key) for key in ("check", "one", "two", "three", "uses")]


def test_what_is_asked_for_again_keeps_its_place(queue):
    ask, end = queue
    first = ask(1, "one")
    assert ask(1, "one") is first
    assert end() == [(1, "one")]


def test_a_stage_that_is_over_does_not_come_back(settings):
    """What is planned is checked as the catalogue is: it says the same stages again."""
    settings.DESK_PATIENCE_SECONDS = 10

    def compute():
        for stage in (WorkStage.PEOPLE, WorkStage.RULES, WorkStage.PEOPLE, WorkStage.READING):
            say(stage, 1, 2)

    assert begin(1, "planned", compute, CHECK).now.stage == WorkStage.RULES


def test_what_is_taken_out_of_the_queue_has_no_result_to_tell(queue):
    """Its page is shown again, and asks for it again: two tabs of one account."""
    ask, end = queue
    first = ask(1, "first tab")
    second = ask(1, "second tab")
    assert not first.finished
    assert background.find(1, first.id) is None
    end()
    assert second.finished


def test_an_act_whose_result_nobody_took_is_forgotten_by_who_asks_for_it(queue, monkeypatch):
    ask, end = queue
    work = ask(1, "act", acts=True)
    end()
    assert background.begun(1, "act") is work
    monkeypatch.setattr(background, "FORGOTTEN", -1)
    assert background.begun(1, "act") is None
