"""The check of a catalogue against the edition in force, cached for the publication to come."""

from datetime import date

from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models.accounts import Account
from procedures.publishing.checks import checker as checks
from procedures.publishing.checks.completeness import unfounded
from procedures.publishing.editions import stored as editions

from ..background import CHECK, Work, begin
from ..versions import published_contents, written


def problems_of(plain: Plain, digest: str, today: date) -> list[Problem]:
    """Return every problem of a catalogue, from the cache if it was already checked."""
    _, contents = published_contents()
    found = checks.problems_of(plain, digest, today, editions.in_force_now())
    return [*unfounded(plain, contents), *found]


def is_checked(digest: str, today: date) -> bool:
    """Tell whether the check of a catalogue is in the cache; making it takes seconds."""
    return checks.is_checked(digest, today, editions.in_force_now())


def check_of(account: Account) -> Work:
    """Return the work that checks what an account writes, begun once for all the pages."""
    (plain, digest), today = written(account), timezone.localdate()
    key = ("check", digest, editions.in_force_now(), today)
    return begin(account.pk, key, lambda: problems_of(plain, digest, today), CHECK)
