"""The runs of a member end with the session, and are taken off the browser however it ends."""

import contextlib

from django.db import OperationalError

from procedures.publishing.editions.in_memory import DatabaseAway, require_database
from questionnaire.dossiers.access import who_saves
from questionnaire.runs.away import unavailable
from questionnaire.runs.member_runs import (
    carried_runs,
    drop_key,
    is_session_away,
    note_session_away,
)
from questionnaire.runs.run import erase_run, find_run

from .entry import is_absent, note_presence


class RunsOfSessionMiddleware:
    """Erases every run of a member that the session cannot open once a request is answered.

    It looks at the session alone: signing out, signing in as another account, a session ended
    elsewhere or a page that is added later need nothing of their own. Who has been absent for too
    long, and who is no member any more, loses the key before the page is asked.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        carried = carried_runs(request)
        if carried and not is_session_away(request):
            erase_what_is_over(request, response, carried)
        return response

    def process_view(self, request, view, args, kwargs):
        carried = carried_runs(request)
        if not carried:
            return None
        is_of_run = kwargs.get("run") in carried.values()
        try:
            require_database()
            if who_saves(request) is None or is_absent(request):
                drop_key(request)
            elif is_of_run:
                note_presence(request)
        except (DatabaseAway, OperationalError):
            note_session_away(request)
            return unavailable(request) if is_of_run else None
        return None


def erase_what_is_over(request, response, carried):
    """Delete the cookies of runs that the session cannot open, once it is known what it holds."""
    with contextlib.suppress(OperationalError):
        for name, identifier in carried.items():
            if name not in response.cookies and find_run(request, identifier) is None:
                erase_run(response, identifier)
