"""Lists kept under a short code: created, opened, erased, and gone after sixty days."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from procedures.publishing.editions.in_memory import require_database
from questionnaire.models import MissedCodes, ShortCode

from .code_words import new_code, normalised
from .coding import BadCode, CodedRun, decode, encode
from .sealed_codes import Tampered, opener_of

DAYS = 60
# On the whole site: what misses in an hour, what is created in a day.
MOST_MISSES, MOST_CREATED = 200, 20_000


class CodeRefused(ValueError):
    """A code opens nothing; the page says why."""


class NotACode(CodeRefused):
    """What was typed cannot be a code: nothing was tried."""


class UnknownCode(CodeRefused):
    """No list is kept under this code: mistyped, erased, or gone."""


class OutdatedCode(CodeRefused):
    """The list was kept longer than it may be; it has just been erased."""


class TooManyCodes(CodeRefused):
    """Too many codes were wrong in this hour, or too many created today: somebody tries them."""


def keep(kept: CodedRun, today: date) -> str:
    """Keep a list for sixty days, and return its code, which is written nowhere.

    Raises ``DatabaseError``, at once if the database was last seen away, as all that asks for a
    code does.
    """
    require_database()
    erase_outdated(today)
    expires = today + timedelta(days=DAYS)
    if ShortCode.objects.filter(expires=expires).count() >= MOST_CREATED:
        raise TooManyCodes
    code = new_code()
    opener = opener_of(code)
    salt, sealed = opener.seal(encode(kept), expires.isoformat())
    # Two equal codes are as likely as to guess one: the second is refused, not written over.
    ShortCode.objects.create(locator=opener.locator, salt=salt, sealed=sealed, expires=expires)
    return code


def opened(typed: str, today: date) -> CodedRun:
    """Return what is kept under a code. Raises ``CodeRefused`` if it opens nothing."""
    row, opener = _found(typed)
    if row.expires < today:
        row.delete()
        raise OutdatedCode
    try:
        return decode(opener.unseal(bytes(row.salt), bytes(row.sealed), row.expires.isoformat()))
    except (Tampered, BadCode) as error:
        raise UnknownCode from error


def erase(typed: str) -> None:
    """Erase what is kept under a code, at once. Raises ``CodeRefused`` if nothing is."""
    row, _opener = _found(typed)
    row.delete()


def erase_outdated(today: date) -> int:
    """Erase the lists whose last day has passed, and return how many there were."""
    MissedCodes.objects.exclude(hour=_hour()).delete()
    return ShortCode.objects.filter(expires__lt=today).delete()[0]


def _found(typed: str):
    code = normalised(typed)
    if not code:
        raise NotACode
    require_database()
    if MissedCodes.objects.filter(hour=_hour(), number__gte=MOST_MISSES).exists():
        raise TooManyCodes
    opener = opener_of(code)
    row = ShortCode.objects.filter(locator=opener.locator).first()
    if row is None:
        _note_a_miss()
        raise UnknownCode
    return row, opener


def _note_a_miss() -> None:
    with transaction.atomic():
        found, _new = MissedCodes.objects.get_or_create(hour=_hour())
        MissedCodes.objects.filter(pk=found.pk).update(number=F("number") + 1)


def _hour() -> str:
    return timezone.now().strftime("%Y-%m-%dT%H")
