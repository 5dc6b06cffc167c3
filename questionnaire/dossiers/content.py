"""The content of a dossier, opened: a card for the list, and the answers for its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, TypeAlias

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from questionnaire.models import Dossier, Member, Organisation
from questionnaire.result.calendar import Reminded, Reminder
from questionnaire.result.records import ResultRecord, as_record
from questionnaire.result.timing import Hour
from questionnaire.result.urgency import Urgency
from questionnaire.runs.run import ID_LETTERS

from .sealing import OrganisationCipher

CODE_LENGTH = 12
OWN = ("reference", "note", "family", "created_on")


class ReferenceTaken(Exception):
    """Another dossier of the association has this reference."""


@dataclass(slots=True)
class DossierCard:
    """What the list shows of a dossier, as its answer was on the day when it was ``read_on``.

    ``days`` are [day, what happens, hour if the law counts them, last day that the law counts if it
    is another], as JSON holds them. ``late``, ``today`` and ``undated`` tell why the answer cannot
    wait (``questionnaire.result.urgency``), even if no day does. ``family`` is the label that the
    dossiers of one household share. ``requests`` is what happened to each request, the last one
    being the current (``following``).
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
    today: bool = False
    undated: bool = False
    family: str = ""
    created_on: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)

    @property
    def own(self) -> dict[str, str]:
        """What no answer tells, and no reading changes."""
        return {name: getattr(self, name) for name in OWN}

    def reminders(self) -> list[Reminder]:
        return [from_data(*one) for one in self.days]

    def coming(self, today: date) -> list[Reminder]:
        """Return the days to come, the next one first."""
        return [one for one in self.reminders() if one.day >= today]

    def missed(self, today: date) -> list[Reminder]:
        """Return the last days that the law counts no more, the first one first.

        A day that passed since the card was read counts too: until the answer says otherwise, what
        was due is late.
        """
        return [one for one in self.reminders() if one.is_missed(today)]

    def due(self, today: date) -> list[Reminder]:
        """Return the last days that have passed and that the law still counts."""
        return [one for one in self.reminders() if one.is_due(today)]

    def shown_days(self, today: date) -> list[Reminder]:
        """Return the days to tell: what must be done today, what is late, what comes."""
        return [*self.due(today), *self.missed(today), *self.coming(today)]

    def ends_on(self, today: date) -> bool:
        """Tell whether today is a last day."""
        return Reminder(today, Reminded.LAST_DAY) in self.reminders()

    def is_late(self, today: date) -> bool:
        return self.late or bool(self.missed(today))

    def urgencies(self, today: date) -> list[Urgency]:
        """Return why the dossier cannot wait, the most urgent first: one rule for every page."""
        found = {
            Urgency.TODAY: self.today or self.ends_on(today) or bool(self.due(today)),
            Urgency.UNDATED: self.undated,
            Urgency.LATE: self.is_late(today),
        }
        return [one for one, is_so in found.items() if is_so]


def as_data(one: Reminder) -> list[str]:
    """Return a day of a card as JSON holds it."""
    data = [one.day.isoformat(), one.about, one.hour or ""]
    data.append(one.counted.isoformat() if one.counted else "")
    while not data[-1]:
        data.pop()
    return data


def from_data(day: str, about: str, hour: str = "", counted: str = "") -> Reminder:
    """Return what ``as_data`` wrote."""
    return Reminder(
        date.fromisoformat(day),
        Reminded(about),
        Hour(hour) if hour else None,
        date.fromisoformat(counted) if counted else None,
    )


@dataclass(slots=True)
class DossierContent:
    """What the page of a dossier needs besides its card.

    ``seen`` is the record that its holder has read, ``changes`` what has changed since;
    ``requests`` is that of the card, which follows it.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    lane: str = ""
    passed: list[str] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    seen: dict[str, Any] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)

    @property
    def seen_record(self) -> ResultRecord:
        return as_record(self.seen)


# The card and the content to write, and an outcome.
Written: TypeAlias = tuple[DossierCard, DossierContent, bool]


def card_of(dossier: Dossier, cipher: OrganisationCipher) -> DossierCard:
    return DossierCard(**known(DossierCard, cipher.opened(dossier.card, dossier.code)))


def content_of(dossier: Dossier, cipher: OrganisationCipher) -> DossierContent:
    return DossierContent(**known(DossierContent, cipher.opened(dossier.content, dossier.code)))


def known(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    """Return what this version knows: a newer one, which runs beside it for a while, has more."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def seal(
    dossier: Dossier,
    cipher: OrganisationCipher,
    card: DossierCard | None = None,
    content: DossierContent | None = None,
):
    """Write what changed into a dossier, sealed; the caller saves it."""
    if card is not None:
        dossier.card = cipher.sealed(asdict(card), dossier.code)
        dossier.reference_digest = reference_digest(cipher, card.reference)
    if content is not None:
        dossier.content = cipher.sealed(asdict(content), dossier.code)


def reference_digest(cipher: OrganisationCipher, reference: str) -> str:
    return cipher.digest(reference.casefold())


def new_dossier(organisation: Organisation, holder: Member) -> Dossier:
    """Return a dossier that is not saved yet, under a code that tells nothing."""
    code = get_random_string(CODE_LENGTH, ID_LETTERS)
    return Dossier(organisation=organisation, holder=holder, code=code)


def save(
    dossier: Dossier,
    cipher: OrganisationCipher,
    card: DossierCard,
    content: DossierContent,
    edition: int,
) -> None:
    """Save a new dossier whole, or raise ``ReferenceTaken``."""
    seal(dossier, cipher, card, content)
    dossier.edition = edition
    dossier.saved_at = dossier.opened_at = timezone.now()
    with _one_dossier_a_reference():
        dossier.save()


def change(
    dossier: Dossier,
    cipher: OrganisationCipher,
    changed: Callable[[DossierCard, DossierContent], Written],
    **columns: Any,
) -> bool:
    """Write what ``changed`` makes of a dossier as it is at this very moment; return the outcome.

    It is called again if somebody else wrote the dossier meanwhile, so that it never overwrites
    what it has not seen. ``columns`` are written too. Raises ``ReferenceTaken``, and
    ``Dossier.DoesNotExist`` if the dossier was deleted.
    """
    written = False
    while not written:
        # What is sealed anew is never the same text twice: it tells one writing from another.
        before = {"pk": dossier.pk, "card": dossier.card, "content": dossier.content}
        new = copy(dossier)
        card, content, outcome = changed(card_of(dossier, cipher), content_of(dossier, cipher))
        seal(new, cipher, card, content)
        new.saved_at = timezone.now()
        names = ("card", "content", "reference_digest", "saved_at")
        row = {**{name: getattr(new, name) for name in names}, **columns}
        with _one_dossier_a_reference():
            written = bool(Dossier.objects.filter(**before).update(**row))
        dossier.refresh_from_db()
    return outcome


@contextmanager
def _one_dossier_a_reference() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ReferenceTaken from error


def cards_of(
    organisation: Organisation, cipher: OrganisationCipher
) -> Iterator[tuple[Dossier, DossierCard]]:
    """Yield every dossier of an association with its card; contents stay sealed."""
    rows = organisation.dossiers.select_related("holder__account", "handed_by__account").defer(
        "content"
    )
    for dossier in rows.iterator(chunk_size=2_000):
        yield dossier, card_of(dossier, cipher)
