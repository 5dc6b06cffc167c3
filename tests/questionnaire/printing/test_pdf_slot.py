"""One thing is drawn at a time; who comes when too many wait, or waits too long, is told so."""

import threading

import pytest

from questionnaire.printing.drawing import Full, PdfSlot


@pytest.fixture
def busy():
    """A slot with room for one that waits, whose drawer is at work until the event is set."""
    free, begun = threading.Event(), threading.Event()
    slot = PdfSlot(waiting=1, seconds=0.01)

    def slow():
        begun.set()
        free.wait(60)
        return b"slow"

    with pytest.raises(Full):
        slot.draw(slow)
    begun.wait(60)
    yield slot, free
    free.set()


def test_what_waits_too_long_is_given_up(busy):
    slot, _free = busy
    with pytest.raises(Full):
        slot.draw(lambda: b"second")


def test_a_drawing_that_nobody_waits_for_still_takes_its_place(busy):
    slot, free = busy
    # The first is still drawn; the second gave up its turn, and its place is free again.
    assert slot._places.acquire(blocking=False)
    assert not slot._places.acquire(blocking=False)
    with pytest.raises(Full):
        slot.draw(lambda: b"third")
    slot._places.release()
    free.set()


def test_it_draws_again_once_it_is_free():
    slot = PdfSlot(waiting=0, seconds=60)
    assert [slot.draw(lambda: b"one"), slot.draw(lambda: b"two")] == [b"one", b"two"]


def test_what_fails_fails_for_who_asked_and_frees_its_place():
    slot = PdfSlot(waiting=0, seconds=60)
    with pytest.raises(ZeroDivisionError):
        slot.draw(lambda: 1 // 0)
    assert slot.draw(lambda: b"next") == b"next"
