"""Django's client reads and writes the cookies of sessions by itself: here with signatures."""

from importlib import import_module

from django.conf import settings
from django.test.client import ClientMixin

from portal.accounts.session_cookie import key_in, signed

set_login_cookies = ClientMixin._set_login_cookies


def install():
    """Let all clients sign the cookies that they write without a request."""
    ClientMixin.session = property(session_of)
    ClientMixin._set_login_cookies = set_signed_cookie


def session_of(client):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        return store(key_in(cookie.value))
    session = store()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = signed(session.session_key)
    return session


def set_signed_cookie(client, request):
    set_login_cookies(client, request)
    client.cookies[settings.SESSION_COOKIE_NAME] = signed(request.session.session_key)
