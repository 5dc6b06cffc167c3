"""The process of the desk checks what is written before the first agent asks."""

import gc
from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.drafting import background
from procedures.drafting.versions import written
from procedures.exchange import load_into_database
from procedures.models import Procedure
from procedures.publishing.editions import publisher
from tests.procedures.publishing.editions.test_publisher import make_plain


@pytest.fixture(autouse=True)
def _not_yet(monkeypatch):
    monkeypatch.setattr(background, "_warmed", None)


@pytest.fixture
def changed(db):
    """A working copy that nobody checked: it differs from the edition in force."""
    load_into_database(make_plain())
    publisher.publish()
    procedure = Procedure.objects.get()
    procedure.title_fr = "Carte d'étudiant"
    procedure.save()


def is_checked():
    return background.is_checked(written(None)[1], timezone.localdate())


def test_what_is_written_is_checked(changed):
    assert not is_checked()
    background.warm()
    assert is_checked()


def test_it_is_done_once_a_day_even_if_the_check_breaks(changed, monkeypatch):
    done = []

    def broken(*_):
        done.append(timezone.localdate())
        raise LookupError

    monkeypatch.setattr(background, "problems_of", broken)
    with pytest.raises(LookupError):
        background.warm()
    background.warm()
    assert len(done) == 1
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    with pytest.raises(LookupError):
        background.warm()
    assert done[1] == tomorrow


def test_the_process_of_the_desk_looks_for_cycles_less_often(monkeypatch):
    kept = gc.get_threshold()
    monkeypatch.setattr(background._warmer, "start", lambda: None)
    try:
        background.start_warming()
        assert gc.get_threshold() == background.COLLECTED != kept
    finally:
        gc.set_threshold(*kept)
