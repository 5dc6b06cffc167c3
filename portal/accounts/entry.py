"""The entry of the desk: the second factor, and a renewed proof of identity.

A form that is sent meanwhile is kept in the session: once the person has shown who they are, the
same page answers it, and nothing is typed twice.
"""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict

from procedures.publishing.editions.in_memory import DatabaseAway, require_database
from questionnaire.runs.away import unavailable

from .second_factor import closed, has_second_factor, is_recent, opened, past, proofs

# What may be asked of the desk by who has not shown who they are again.
DOORS = {"admin:login", "admin:logout", "admin:jsi18n"}
# What cannot be taken back, or gives rights: sending one of these pages needs a recent proof.
ASKED_AGAIN = {
    "admin:desk_publish",
    "admin:desk_restore",
    "admin:desk_cancel",
    # A wave is deleted there with all its answers.
    "admin:desk_wave",
    # Of an association: what takes everything out, ends it, or lets somebody in.
    "association",
    "association_export",
    "association_end",
    "association_remove",
    "association_promote",
    "association_demote",
    "organisations",
    "organisation",
    *(
        f"admin:{model}_{page}"
        for model in (
            "procedures_approvedhost",
            "portal_user",
            "procedures_departmentmembership",
        )
        for page in ("add", "change", "delete", "changelist", "invitation")
    ),
}
# Pages where one button of several publishes: only that one is asked about.
PUBLISHES = "_publier"
PUBLISHING_PAGES = {"admin:procedures_notice_add", "admin:procedures_notice_change"}
SEEN, KEPT = "desk_seen", "desk_kept_form"
# Seconds: how exactly the last use of a session is known, so that few pages write it.
EXACTNESS = 60
# Seconds: how long a form waits for its sender.
KEPT_FOR = 12 * 60 * 60


class DeskEntryMiddleware:
    """Refuses the desk without a second factor, or after a long absence.

    Nor to the pages of associations, which say so themselves: they are no pages of the desk.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name or ""
        desk = name.startswith("admin:") and name not in DOORS
        if is_for_members(view):
            try:
                require_database()
            except DatabaseAway:
                # Even who asks is known to the database only: these pages are among the public's.
                return unavailable(request)
        if not (desk or is_for_members(view)) or not request.user.is_authenticated:
            return None
        if is_absent(request):
            return ask_again(request)
        note_presence(request)
        if settings.SECOND_FACTOR and not has_second_factor(request.user):
            return redirect("mfa_index")
        if settings.SECOND_FACTOR and is_asked_about(request, name):
            return None if is_recent(request) else ask_again(request)
        put_back(request)
        return None


def is_asked_about(request, name):
    """Tell whether a request does what needs a recent proof of identity."""
    publishes = name in PUBLISHING_PAGES and PUBLISHES in request.POST
    return request.method == "POST" and (name in ASKED_AGAIN or publishes)


def is_for_members(view):
    """Tell whether a page, of associations or about them, asks for the same as the desk."""
    return getattr(getattr(view, "view_class", view), "asks_who_is_there", False)


def is_absent(request):
    """Tell whether the session was left unused for too long, or began too long ago.

    A session that somebody keeps in use would otherwise never end.
    """
    proved, seen = proofs(request), request.session.get(SEEN, 0)
    if not ((seen or proved) and settings.IDLE_SECONDS):
        return False
    last = max(past([seen, *proved]), default=0)
    unused, age = time.time() - last, time.time() - max(past(proved), default=last)
    return unused > settings.IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE


def note_presence(request):
    now = int(time.time())
    if abs(now - request.session.get(SEEN, 0)) > EXACTNESS:
        request.session[SEEN] = now


def ask_again(request):
    """Lead to the page that asks who is there, and keep what was sent for afterwards."""
    path = request.get_full_path()
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        logout(request)
        return redirect_to_login(path)
    if request.method == "POST":
        # The table of sessions is no place for what associations write of people: it is enciphered.
        sent = closed(request.POST.urlencode())
        request.session[KEPT] = {"path": path, "sent": sent, "at": time.time()}
    return HttpResponseRedirect(f"{methods[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: path})}")


def put_back(request):
    """Make of a request the form that waited for it, if its sender has just shown themselves.

    The form was kept after the check of its origin (CSRF), in the session of the same account.
    """
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.get_full_path():
        return
    del request.session[KEPT]
    if is_recent(request) and time.time() - kept["at"] < KEPT_FOR:
        request.method = request.META["REQUEST_METHOD"] = "POST"
        request._files = MultiValueDict()
        request.POST = QueryDict(opened(kept["sent"]))
