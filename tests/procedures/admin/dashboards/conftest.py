"""The day on which the boards are read."""

from datetime import date

import pytest


@pytest.fixture
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 24))
