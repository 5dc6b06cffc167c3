"""The largest requests that the site reads, and how many an address may write.

nginx refuses the same in front of the portal (``deploy/nginx.conf``); these limits hold without it.
"""

import math

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render

from portal.accounts.limits import Attempts, address_of
from portal.accounts.session_cookie import key_in

DESK = "/admin/"
# Where a body may be of several parts: files for the desk; the interface refuses them in JSON.
TAKING = (DESK, "/api/")
# In bytes. Eight runs fit in 8,000; what is longer holds cookies of other sites of the same name.
LONGEST_COOKIES = 8_190
OWN_COOKIES = (
    settings.RUN_COOKIE_PREFIX,
    settings.CSRF_COOKIE_NAME,
    settings.SESSION_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
    settings.MESSAGES_COOKIE_NAME,
)
# In bytes. The answer to a question weighs under 2 kB; the desk receives translators' workbooks.
LARGEST_ANSWER = 64 * 1024
LARGEST_ON_THE_DESK = 10 * 1024 * 1024


class RequestLimitsMiddleware:
    """Refuses, before anything reads it, a body that no page of the site asks for.

    A multipart body would be written to the disk as it comes, whatever the page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        desk = request.path.startswith(DESK)
        if length_of(request) > (LARGEST_ON_THE_DESK if desk else LARGEST_ANSWER):
            return render(request, "400.html", status=413)
        if request.content_type.startswith("multipart/") and not request.path.startswith(TAKING):
            return render(request, "400.html", status=415)
        if is_upload_without_session(request):
            # As the desk would answer, but nothing of the file was read.
            return redirect_to_login(request.get_full_path())
        if len(request.META.get("HTTP_COOKIE", "")) > LONGEST_COOKIES:
            return without_cookies(request)
        return self.get_response(request)


def is_upload_without_session(request):
    """Tell whether the desk is sent a body of several parts without a session that we signed."""
    if not (request.content_type.startswith("multipart/") and request.path.startswith(DESK)):
        return False
    return key_in(request.COOKIES.get(settings.SESSION_COOKIE_NAME)) is None


def without_cookies(request):
    """Refuse a request, and delete the cookies that make it too long: the next one is shorter.

    The site's own cookies go only if they alone are too long.
    """
    response = render(request, "400.html", status=431)
    others = [name for name in request.COOKIES if not name.startswith(OWN_COOKIES)]
    for name in others or request.COOKIES:
        response.delete_cookie(name)
    return response


def length_of(request):
    """Return the declared length of the body; one that declares none may be endless."""
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return math.inf
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else math.inf


SECONDS = 60 * 60


class RateLimitMiddleware:
    """Refuses what an address sends beyond the ``most_an_hour`` of a view that has such a limit.

    It knows addresses in the memory of the process, for an hour, and writes them nowhere. A view
    with ``keeps_what_is_too_much`` answers itself, so that nothing written is lost. A view reads
    ``request.tries_this_hour`` to be stricter with who tries often.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.attempts = {}

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, options):
        kind = getattr(view, "view_class", None)
        most = getattr(kind, "most_an_hour", 0)
        if request.method != "POST" or not most:
            return None
        attempts = self.attempts.setdefault(kind, Attempts(SECONDS))
        address = address_of(request)
        request.rate_limited = not attempts.allow(address, most)
        request.tries_this_hour = attempts.count(address)
        if not request.rate_limited or getattr(kind, "keeps_what_is_too_much", False):
            return None
        return refuse(request)


def refuse(request):
    response = render(request, "429.html", {"hour": True}, status=429)
    response.headers["Retry-After"] = str(SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
