"""The rate limit of passwords and codes: refused before the hash, slow on purpose."""

import ipaddress
import threading
import time
from collections import OrderedDict, deque

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

SECONDS = 60
# The visitor who tries codes has given the password. That many an hour, from all addresses
# together.
CODES_PER_HOUR = 30


class LoginLimitMiddleware:
    """Refuses the passwords and codes of an address that has just tried many, before any hash.

    It knows addresses in the memory of the process, for a minute, and writes them nowhere. It locks
    no account: a stranger cannot lock an account out.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.attempts = Attempts(SECONDS)

    def __call__(self, request):
        if tries(request) and self.is_too_many(request):
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


def tries(request):
    """Tell whether a request may try a password or a code: all that pages of accounts are sent."""
    return (
        request.method == "POST"
        and request.path.startswith(reverse("account_home"))
        and request.path != reverse("account_logout")
    )


def address_of(request):
    """Return who the visitor is for a limit, as the proxy in front tells it if there is one."""
    address = request.META.get("HTTP_X_REAL_IP") if settings.BEHIND_TLS_PROXY else None
    return subscriber(address or request.META.get("REMOTE_ADDR", ""))


def subscriber(address):
    """Return what one subscriber holds: an IPv4 address, or an IPv6 network of 64 bits.

    >>> subscriber("192.0.2.7"), subscriber("2001:db8:1:2:3:4:5:6"), subscriber("")
    ('192.0.2.7', '2001:db8:1:2::/64', '')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known), 64), strict=False))


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

    def count(self, address):
        """Return how many attempts of an address are counted, the last one included."""
        with self._lock:
            return len(self._seen.get(address, ()))

    def forget(self, address):
        """Forget the attempts counted so far, after a right code."""
        with self._lock:
            self._seen.pop(address, None)
