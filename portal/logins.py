"""How often an address may try a password: refused before the hash, which is slow on purpose."""

import threading
import time
from collections import OrderedDict, deque

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

SECONDS = 60


class LoginLimitMiddleware:
    """Refuses the passwords of an address that has just tried many, before anything is hashed.

    It knows addresses in the memory of the process, for a minute, and writes them nowhere. It locks
    no account: nobody can keep somebody else out.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.attempts = Attempts(SECONDS)

    def __call__(self, request):
        tries = request.method == "POST" and request.path == reverse("admin:login")
        if tries and self.is_too_many(request):
            return self.refuse(request)
        return self.get_response(request)

    def is_too_many(self, request):
        most = settings.LOGINS_PER_MINUTE
        return bool(most) and not self.attempts.allow(address_of(request), most)

    def refuse(self, request):
        # The desk is in French, whatever the browser asks for.
        with override("fr"):
            response = render(request, "429.html", status=429)
        response.headers["Retry-After"] = str(SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response


def address_of(request):
    """Return the visitor's address, as the proxy in front tells it if there is one."""
    told = request.META.get("HTTP_X_REAL_IP") if settings.BEHIND_TLS_PROXY else None
    return told or request.META.get("REMOTE_ADDR", "")


class Attempts:
    """Counts the attempts of each address during some seconds, for the last addresses seen.

    >>> attempts = Attempts(seconds=60)
    >>> [attempts.allow("192.0.2.1", most=2, now=now) for now in (0, 1, 2, 61)]
    [True, True, False, True]
    """

    def __init__(self, seconds, addresses=10_000):
        self._seconds, self._addresses = seconds, addresses
        self._seen = OrderedDict()
        self._lock = threading.Lock()

    def allow(self, address, most, now=None):
        """Note an attempt and tell whether it is within the limit. A refused one is not noted."""
        now = time.monotonic() if now is None else now
        with self._lock:
            moments = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while len(self._seen) > self._addresses:
                self._seen.popitem(last=False)
            while moments and now - moments[0] >= self._seconds:
                moments.popleft()
            if len(moments) >= most:
                return False
            moments.append(now)
            return True
