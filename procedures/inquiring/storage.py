"""Finds the wave of an address, and stores the forms: once, with the day and without the person."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from procedures.models import FilledForm, Wave

from .content import CompiledKit, compiled

log = logging.getLogger(__name__)

# A telephone that was offline on the last day sends what it holds during these days.
LATE = timedelta(days=14)
# A flood must not fill the disk, nor the desk's page.
MOST_OF_A_WAVE = 5_000


class FormNotStored(Exception):
    """The database is away, or the wave has too many forms: the page asks to try later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWave:
    """A wave for those who fill it."""

    number: int
    kit: CompiledKit
    opens_on: date
    closes_on: date

    def is_open(self, today: date) -> bool:
        return self.opens_on <= today <= self.closes_on

    def day_of(self, sent: date | None, today: date) -> date | None:
        """Return the day on which a form was filled, or ``None`` if the wave takes it no more.

        ``sent`` is the day of the device, which is believed within the days of the wave.
        """
        first = max(self.opens_on, today - LATE)
        if sent and first <= sent <= min(self.closes_on, today):
            return sent
        return today if self.is_open(today) else None


def find_wave(token: str) -> OpenWave | None:
    """Return the wave of an address, or ``None``. Raises ``DatabaseError``."""
    row = Wave.objects.filter(token=token).first()
    if row is None:
        return None
    return OpenWave(
        number=row.pk,
        kit=compiled(row.content),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
    )


def store(wave: OpenWave, reference: UUID, day: date, language: str, answers: Any) -> None:
    """Store a filled form, unless it is there. Raises ``FormNotStored`` if it cannot be."""
    valid = wave.kit.valid_answers(answers, timezone.localdate())
    row = FilledForm(id=reference, wave_id=wave.number, day=day, language=language, answers=valid)
    try:
        if FilledForm.objects.filter(wave_id=wave.number).count() >= MOST_OF_A_WAVE:
            raise FormNotStored
        FilledForm.objects.bulk_create([row], ignore_conflicts=True)
    except DatabaseError as error:
        # An error of the database may quote the row: its kind alone is logged.
        log.warning("a form is not stored: %s", type(error).__name__)
        raise FormNotStored from None
