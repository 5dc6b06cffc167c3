"""One thing is drawn at a time; who comes when too many wait, or waits too long, is told so."""

import threading

import pytest

from questionnaire.printing.pdf_slot import Full, Press


@pytest.fixture
def busy():
    """A press with room for one that waits, whose drawer is at work until the event is set."""
    free, begun = threading.Event(), threading.Event()
    press = Press(waiting=1, seconds=0.01)

    def slow():
        begun.set()
        free.wait(60)
        return b"slow"

    with pytest.raises(Full):
        press.draw(slow)
    begun.wait(60)
    yield press, free
    free.set()


def test_what_waits_too_long_is_given_up(busy):
    press, _free = busy
    with pytest.raises(Full):
        press.draw(lambda: b"second")


def test_a_drawing_that_nobody_waits_for_still_takes_its_place(busy):
    press, free = busy
    # The first is still drawn; the second gave up its turn, and its place is free again.
    assert press._places.acquire(blocking=False)
    assert not press._places.acquire(blocking=False)
    with pytest.raises(Full):
        press.draw(lambda: b"third")
    press._places.release()
    free.set()


def test_it_draws_again_once_it_is_free():
    press = Press(waiting=0, seconds=60)
    assert [press.draw(lambda: b"one"), press.draw(lambda: b"two")] == [b"one", b"two"]


def test_what_fails_fails_for_who_asked_and_frees_its_place():
    press = Press(waiting=0, seconds=60)
    with pytest.raises(ZeroDivisionError):
        press.draw(lambda: 1 // 0)
    assert press.draw(lambda: b"next") == b"next"
