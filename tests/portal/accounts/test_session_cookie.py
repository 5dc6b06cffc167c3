"""A stolen database opens no session: its keys are no cookies."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.signing import Signer
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from portal.accounts import entry
from tests import factories

from .conftest import PASSWORD

DESK = reverse("admin:index")


@pytest.fixture
def inside(client, enter, settings):
    settings.SECOND_FACTOR = False
    enter()
    assert client.get(DESK).status_code == 200
    return client


def opens(cookie, settings):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client.get(DESK).status_code == 200


def test_the_keys_of_the_database_open_nothing(inside, settings):
    cookie = inside.cookies[settings.SESSION_COOKIE_NAME].value
    assert opens(cookie, settings)
    keys = {Session.objects.get().session_key, UserSession.objects.get().session_key}
    assert keys == {cookie.partition(":")[0]}
    (key,) = keys
    other = Signer(salt="of something else").sign(key)
    for forged in (key, f"{key}:", f"{key}:{'A' * 43}", other, cookie[:-1], f"x{cookie}"):
        assert not opens(forged, settings)


def test_a_former_key_of_the_site_still_reads_the_cookies_it_signed(inside, settings):
    cookie = inside.cookies[settings.SESSION_COOKIE_NAME].value
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another key of the site, as long as it takes to be one"
    assert not opens(cookie, settings)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert opens(cookie, settings)


def test_the_cookie_keeps_what_protects_it(inside, settings):
    cookie = inside.cookies[settings.SESSION_COOKIE_NAME]
    assert re.fullmatch(r"[a-z0-9]{32}:[\w-]{43}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_over_https_every_cookie_that_the_desk_sets_is_of_this_host_only(client, agent, settings):
    """``tests/portal/test_settings.py`` holds the names that are given here."""
    for name in ("SESSION", "CSRF", "LANGUAGE", "MESSAGES"):
        setattr(settings, f"{name}_COOKIE_NAME", f"__Host-{name.lower()}")
        setattr(settings, f"{name}_COOKIE_SECURE", True)
    settings.SECOND_FACTOR = False
    factories.make_membership("national", role="publication", user=agent)
    login, page = reverse("account_login"), reverse("admin:procedures_approvedhost_add")
    sent = {"login": agent.email, "password": PASSWORD}
    answers = [client.get("/fr/", secure=True), client.get(login, secure=True)]
    answers += [client.post(login, sent, secure=True), client.get(page, secure=True)]
    sent = {"host": "nouveau.example", "reason": "Site de l’association"}
    answers += [client.post(page, sent, secure=True), client.get(DESK, secure=True)]
    answers.append(client.post(reverse("admin:logout"), secure=True))
    cookies = [one for answer in answers for one in answer.cookies.values()]
    assert {one.key for one in cookies} == {
        "__Host-session",
        "__Host-csrf",
        "__Host-language",
        "__Host-messages",
    }
    assert {(one["secure"], one["path"], one["domain"]) for one in cookies} == {(True, "/", "")}


@pytest.fixture
def busy(monkeypatch):
    """Another process holds the lock of the database for longer than a session waits for it."""

    def fail(*_args, **_options):
        raise OperationalError("database is locked")

    return lambda: monkeypatch.setattr(Session, "save", fail)


def test_a_page_is_shown_even_if_the_database_is_too_busy_to_note_the_visit(inside, busy, later):
    """While somebody publishes on SQLite, other pages of the desk answered 400."""
    later(2 * entry.EXACTNESS)
    busy()
    assert inside.get(DESK).status_code == 200


def test_what_a_busy_database_loses_is_not_said_to_be_done(inside, busy, later, settings):
    later(settings.IDLE_SECONDS + 60)
    busy()
    inside.raise_request_exception = False
    assert inside.post(DESK, {"text": "kept until one has shown who one is"}).status_code == 503


def test_a_session_that_was_ended_meanwhile_is_refused(inside, later, monkeypatch):
    later(2 * entry.EXACTNESS)
    load = SessionStore.load

    def loaded_then_ended(session):
        found = load(session)
        Session.objects.all().delete()
        return found

    monkeypatch.setattr(SessionStore, "load", loaded_then_ended)
    assert inside.get(DESK).status_code == 400


def test_who_leaves_keeps_no_cookie_and_no_session(inside, settings):
    inside.post(reverse("account_logout"))
    assert not inside.cookies[settings.SESSION_COOKIE_NAME].value
    assert not Session.objects.exists()


@pytest.mark.usefixtures("inside")
def test_a_session_that_is_over_leaves_nothing_in_the_database():
    """Nobody closed it: the browser was closed, and the row stayed with its account for ever."""
    over = UserSession.objects.get().session_key
    Session.objects.filter(session_key=over).update(expire_date="2020-01-01T00:00:00Z")
    kept = SessionStore()
    kept.create()
    call_command("erase_ended_sessions")
    assert [one.session_key for one in Session.objects.all()] == [kept.session_key]
    assert not UserSession.objects.exists()
