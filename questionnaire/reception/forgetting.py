"""The headers by which the browser of a post forgets all of the site between two persons."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from procedures.publishing.editions.in_memory import require_database
from questionnaire.runs.run import erase_run, ids_of_runs


def forget_all(request: HttpRequest, response: HttpResponse) -> None:
    """Let a browser forget the runs and a session, with and without ``Clear-Site-Data``."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for run in ids_of_runs(request):
        erase_run(response, run)
    # A browser without a session costs no query, and begins none.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        _end_session(request, response)


def _end_session(request: HttpRequest, response: HttpResponse) -> None:
    """End the session of the agent who opened the post here: its key opens nothing any more."""
    try:
        require_database()
        logout(request)
    except DatabaseError:
        # The session lasts until it is too old, but this browser no longer holds its key.
        response.delete_cookie(
            settings.SESSION_COOKIE_NAME,
            path=settings.SESSION_COOKIE_PATH,
            domain=settings.SESSION_COOKIE_DOMAIN,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
