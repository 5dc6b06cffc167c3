"""The rate limit of an address that writes to the site: a flood would drown the others."""

from django.shortcuts import render

from portal.accounts.limits import Attempts, address_of

SECONDS = 60 * 60


class RateLimitMiddleware:
    """Refuses what an address sends beyond the ``most_an_hour`` of a view that has such a limit.

    It knows addresses in the memory of the process, for an hour, and writes them nowhere. A view
    with ``keeps_what_is_too_much`` answers itself, so that nothing written is lost.
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
        request.rate_limited = not attempts.allow(address_of(request), most)
        if not request.rate_limited or getattr(kind, "keeps_what_is_too_much", False):
            return None
        return refuse(request)


def refuse(request):
    response = render(request, "429.html", {"hour": True}, status=429)
    response.headers["Retry-After"] = str(SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
