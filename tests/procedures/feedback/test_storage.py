"""What people told is kept twelve months at most."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from procedures.feedback import NewFeedback, NotStored, storage, store
from procedures.feedback.lines import waiting
from procedures.models import Feedback

pytestmark = pytest.mark.django_db
TOLD = NewFeedback("34", "paper", "passeport", "wrong", procedure="renouvellement")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(storage, "_cleaned", "")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 26))


def make_old(month):
    return Feedback.objects.create(month=month, part="34", kind="paper", key="a", reason="wrong")


def test_a_row_holds_a_month_and_no_moment():
    store(TOLD)
    assert Feedback.objects.get().month == "2026-11"
    kinds = {field.get_internal_type() for field in Feedback._meta.fields}
    assert "DateTimeField" not in kinds


def test_what_is_old_is_deleted_when_something_new_is_told():
    make_old("2025-11")
    make_old("2025-12")
    store(TOLD)
    assert set(Feedback.objects.values_list("month", flat=True)) == {"2025-12", "2026-11"}


def test_what_is_old_is_not_read_before_it_is_deleted():
    make_old("2025-11")
    assert not waiting(["34"]).exists()


def test_the_command_deletes_what_is_old(capsys):
    make_old("2025-10")
    make_old("2026-01")
    call_command("forget_feedback")
    assert Feedback.objects.get().month == "2026-01"


def test_flood_about_one_line_fills_neither_the_page_nor_the_disk(monkeypatch):
    monkeypatch.setattr(storage, "MOST_OF_A_LINE", 2)
    store(TOLD)
    store(TOLD)
    with pytest.raises(NotStored):
        store(TOLD)
    assert Feedback.objects.count() == 2
    store(replace(TOLD, key="bail"))
    monkeypatch.setattr(storage, "MOST_OF_ALL", 3)
    with pytest.raises(NotStored):
        store(replace(TOLD, key="photo"))
    assert Feedback.objects.count() == 3
