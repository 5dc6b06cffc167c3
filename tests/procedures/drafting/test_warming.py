"""The process of the desk checks what is written before the first agent asks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from procedures.drafting import warming
from procedures.drafting.measures import checks
from procedures.drafting.versions import written
from procedures.exchange import load_into_database
from procedures.models import Procedure
from procedures.publishing.editions import publisher
from tests.procedures.publishing.editions.test_publisher import make_plain

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _not_yet(monkeypatch):
    monkeypatch.setattr(warming, "_warmed", None)


@pytest.fixture
def changed(db):
    """A working copy that nobody checked: it differs from the edition in force."""
    load_into_database(make_plain())
    publisher.publish()
    procedure = Procedure.objects.get()
    procedure.title_fr = "Carte d'étudiant"
    procedure.save()


def is_checked():
    return checks.is_checked(written(None)[1], timezone.localdate())


def test_what_is_written_is_checked(changed):
    assert not is_checked()
    warming.warm()
    assert is_checked()


def test_it_waits_for_tomorrow_once_today_is_done(changed, monkeypatch):
    assert warming.pause() == warming.PATIENCE
    warming.warm()
    assert warming.pause() > warming.PATIENCE
    late = datetime(2026, 11, 30, 23, 59, tzinfo=PARIS)
    monkeypatch.setattr(timezone, "localtime", lambda: late)
    monkeypatch.setattr(warming, "_warmed", late.date())
    assert warming.pause() == 61


def test_a_check_that_breaks_is_not_tried_again_before_tomorrow(changed, monkeypatch):
    def broken(*_):
        raise LookupError

    monkeypatch.setattr(warming, "problems_of", broken)
    with pytest.raises(LookupError):
        warming.warm()
    assert warming.pause() > warming.PATIENCE
