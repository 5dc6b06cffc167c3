"""Writes the journal of security, and forgets what is older than a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from procedures.models import SecurityEvent
from procedures.models.accounts import Account

from .members import is_unknown_to_the_desk

Kind = SecurityEvent.Kind
KEPT = timedelta(days=366)
# The author without an account: an administrator of the server.
THE_MACHINE = "une commande du serveur"
# The members of an association are its own business: the journal names none.
A_MEMBER = "un membre d'une association"


def record(
    kind: Kind,
    account: Account | None = None,
    *,
    about: str = "",
    parts: Iterable[str] = (),
    name: str = "",
) -> None:
    """Write that something happened. ``account`` did it, or tried to; ``parts`` say where.

    ``name`` is what to call an author without an account. A member of an association is never
    named. Each record also forgets what is too old, so that no other command is needed.
    """
    if account is not None and is_unknown_to_the_desk(account):
        account, name = None, A_MEMBER
    SecurityEvent.objects.create(
        kind=kind,
        account=account,
        name=_cut(SecurityEvent, "name", account.get_username() if account else name),
        about=_cut(SecurityEvent, "about", about),
        part=_cut(SecurityEvent, "part", ", ".join(parts)),
    )
    forget_old()


def forget_old() -> None:
    """Remove the events that are older than a year."""
    SecurityEvent.objects.filter(at__lt=timezone.now() - KEPT).delete()


def _cut(model: type[SecurityEvent], column: str, text: str) -> str:
    length = model._meta.get_field(column).max_length or 0
    return text if len(text) <= length else f"{text[: length - 1]}…"
