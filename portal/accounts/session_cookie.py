"""The cookie of a session holds its key and our signature: a stolen database opens no session.

Only who has the site's key can write such a cookie. What the tables of sessions hold, and what the
list of somebody's sessions compares, is the key alone, as Django and allauth expect.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, Signer

SALT = "portal.accounts.session_cookie"


def signed(key):
    """Return what the cookie of a session holds.

    >>> key_in(signed("abcd2345"))
    'abcd2345'
    """
    return Signer(salt=SALT).sign(key)


def key_in(cookie):
    """Return the key of a session that we signed, with a former key too, else ``None``.

    >>> key_in("abcd2345")
    """
    try:
        return Signer(salt=SALT).unsign(cookie or "")
    except BadSignature:
        return None


class SignedSessionMiddleware(SessionMiddleware):
    """Django's sessions, with signed cookies."""

    def process_request(self, request):
        key = key_in(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        request.session = self.SessionStore(key)

    def process_response(self, request, response):
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        # Django has written the key there, or nothing where the session has ended.
        if cookie is not None and cookie.value:
            response.cookies[settings.SESSION_COOKIE_NAME] = signed(cookie.value)
        return response
