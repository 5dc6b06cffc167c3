"""The runs of members: only the session in which a member began a run opens it.

A run that is begun or opened on the pages of an association is sealed with a key that the session
holds, besides that of the site. Once the session has ended, or no longer holds the key, nothing
opens the run: neither the browser that carries its cookie, nor a copy of the cookie, whichever
account is signed in. Its id is longer than that of other runs, so that an address tells it from
them.
"""

from __future__ import annotations

from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from procedures.publishing.editions.in_memory import database_answered

ID_LENGTH = 10
# Where a session holds the key of its runs.
KEY_IN_SESSION = "key_of_runs"
AWAY = "session_is_away"


def is_of_member(identifier: str) -> bool:
    """Tell whether a run belongs to a member, by its id."""
    return len(identifier) == ID_LENGTH


def carried_runs(request: HttpRequest) -> dict[str, str]:
    """Return {name of the cookie: id} of the runs of members that a request carries."""
    prefix = settings.RUN_COOKIE_PREFIX
    ids = {name: name.removeprefix(prefix) for name in request.COOKIES if name.startswith(prefix)}
    return {name: identifier for name, identifier in ids.items() if is_of_member(identifier)}


def seal_key(request: HttpRequest) -> str:
    """Return what the session seals and opens its runs with, or nothing if it holds no key.

    The account is part of it. The database is asked only for a browser that has a session.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or is_session_away(request):
        return ""
    key, account = (request.session.get(name) for name in (KEY_IN_SESSION, SESSION_KEY))
    return f"{account} {key}" if key and account else ""


def is_session_away(request: HttpRequest) -> bool:
    """Tell whether the database does not say what the session is: its runs wait, and stay."""
    return database_answered() is False or getattr(request, AWAY, False)


def note_session_away(request: HttpRequest) -> None:
    """Ask the database nothing more about the session of a request: it did not answer."""
    setattr(request, AWAY, True)


def provide_key(request: HttpRequest) -> None:
    """Let the session of a member hold a key for its runs."""
    request.session.setdefault(KEY_IN_SESSION, token_urlsafe(32))


def drop_key(request: HttpRequest) -> None:
    """Make every run of the session unreadable, for good."""
    request.session.pop(KEY_IN_SESSION, None)
