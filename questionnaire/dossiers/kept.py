"""What a dossier holds, opened: a card for the list, and the content for its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from questionnaire.models import Dossier, Member, Organisation
from questionnaire.result.calendar import Hour, Reminded, Reminder
from questionnaire.result.records import ResultRecord, as_record
from questionnaire.runs.run import ID_LETTERS

from .sealing import Lock

CODE_LENGTH = 12


class ReferenceTaken(Exception):
    """Another dossier of the association has this reference."""


@dataclass(slots=True)
class DossierCard:
    """What the list shows of a dossier, as its answer was on the day when it was ``read_on``.

    ``days`` are [day, what happens, hour if the law counts them], as JSON holds them; ``late``
    tells that the answer says so, even if no day does.
    """

    reference: str
    title: str = ""
    procedures: list[str] = field(default_factory=list)
    department: str = ""
    days: list[list[str]] = field(default_factory=list)
    changed_on: str = ""
    note: str = ""
    late: bool = False
    read_on: str = ""

    def reminders(self) -> list[Reminder]:
        return [
            Reminder(date.fromisoformat(day), Reminded(about), *map(Hour, hour))
            for day, about, *hour in self.days
        ]

    def coming(self, today: date) -> list[Reminder]:
        """Return the days to come, the next one first."""
        return [one for one in self.reminders() if one.day >= today]

    def missed(self, today: date) -> list[Reminder]:
        """Return the last days that have passed, the first one first.

        A day that passed since the card was read counts too: until the answer says otherwise, what
        was due is late.
        """
        found = self.reminders()
        return [one for one in found if one.about is Reminded.LAST_DAY and one.day < today]

    def is_late(self, today: date) -> bool:
        return self.late or bool(self.missed(today))


@dataclass(slots=True)
class DossierContent:
    """What the page of a dossier needs besides its card.

    ``seen`` is the record that its holder has read, ``changes`` what has changed since.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    lane: str = ""
    passed: list[str] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    seen: dict[str, Any] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)

    @property
    def seen_record(self) -> ResultRecord:
        return as_record(self.seen)


def card_of(dossier: Dossier, lock: Lock) -> DossierCard:
    return DossierCard(**lock.opened(dossier.card, dossier.code))


def content_of(dossier: Dossier, lock: Lock) -> DossierContent:
    return DossierContent(**lock.opened(dossier.content, dossier.code))


def seal(
    dossier: Dossier,
    lock: Lock,
    card: DossierCard | None = None,
    content: DossierContent | None = None,
):
    """Write what changed into a dossier, sealed; the caller saves it."""
    if card is not None:
        dossier.card = lock.sealed(asdict(card), dossier.code)
        dossier.reference_digest = reference_digest(lock, card.reference)
    if content is not None:
        dossier.content = lock.sealed(asdict(content), dossier.code)


def reference_digest(lock: Lock, reference: str) -> str:
    return lock.digest(reference.casefold())


def new_dossier(organisation: Organisation, holder: Member) -> Dossier:
    """Return a dossier that is not saved yet, under a code that tells nothing."""
    code = get_random_string(CODE_LENGTH, ID_LETTERS)
    return Dossier(organisation=organisation, holder=holder, code=code)


def save(
    dossier: Dossier, lock: Lock, card: DossierCard, content: DossierContent, edition: int
) -> None:
    """Save a dossier whole, or raise ``ReferenceTaken``."""
    seal(dossier, lock, card, content)
    dossier.edition = edition
    dossier.saved_at = dossier.opened_at = timezone.now()
    others = dossier.organisation.dossiers.exclude(pk=dossier.pk)
    if others.filter(reference_digest=dossier.reference_digest).exists():
        raise ReferenceTaken
    try:
        with transaction.atomic():
            dossier.save()
    except IntegrityError as error:
        raise ReferenceTaken from error


def cards_of(organisation: Organisation, lock: Lock) -> Iterator[tuple[Dossier, DossierCard]]:
    """Yield every dossier of an association with its card; contents stay sealed."""
    rows = organisation.dossiers.select_related("holder__account").defer("content")
    for dossier in rows.iterator(chunk_size=2_000):
        yield dossier, card_of(dossier, lock)
