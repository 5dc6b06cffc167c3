"""Writes in the journal of security who made an edition, and of which parts."""

from __future__ import annotations

from procedures.engine.conditions.words import day_words
from procedures.models import Edition
from procedures.security import events

from . import stored as editions


def note(edition: Edition, base: Edition | None) -> None:
    """Note that an edition was made on top of another one, or first of all."""
    day = f" pour le {day_words(edition.takes_effect_on)}" if edition.takes_effect_on else ""
    remark = f" : {edition.note}" if edition.note else ""
    events.record(
        events.Kind.PUBLISHED,
        edition.author,
        about=f"édition {edition.number}{day}{remark}",
        parts=sorted(editions.parts_that_differ(edition, base)) if base else (),
        name=events.THE_MACHINE,
    )
