"""The cookie of a session holds its key and our signature: a stolen database opens no session.

Only who has the site's key can write such a cookie. What the tables of sessions hold, and what the
list of somebody's sessions compares, is the key alone, as Django and allauth expect.
"""

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, Signer
from django.db import OperationalError
from django.utils.cache import patch_vary_headers

from .entry import SEEN

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
    """Django's sessions, with signed cookies, and pages that a busy database does not take away."""

    def process_request(self, request):
        key = key_in(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        request.session = self.SessionStore(key)

    def process_response(self, request, response):
        try:
            response = super().process_response(request, response)
        except SessionInterrupted as error:
            # Django takes any failure to write a session for the end of it, and answers 400.
            failure = error.__context__ and error.__context__.__context__
            if not isinstance(failure, OperationalError):
                raise
            if not only_seen(request.session):
                raise failure from error
            patch_vary_headers(response, ("Cookie",))
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        # Django has written the key there, or nothing where the session has ended.
        if cookie is not None and cookie.value:
            response.cookies[settings.SESSION_COOKIE_NAME] = signed(cookie.value)
        return response


def only_seen(session):
    """Tell whether a session has nothing to write but when it was last used."""
    written = type(session)(session.session_key).load()
    return {**written, SEEN: 0} == {**dict(session.items()), SEEN: 0}
