"""A process whose clock is ahead opens no session of the desk for ever."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.accounts import entry
from tests import factories

from .conftest import PASSWORD

NEW = "/admin/procedures/approvedhost/add/"
HOST = {"host": "nouveau.example", "reason": "Site de l'association"}
YEAR = 365 * 24 * 60 * 60


@pytest.fixture
def inside(client, agent, enter, secret, code_of, required):
    factories.make_membership("national", role="publication", user=agent)
    enter()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    return client


def noted_ahead(client, seconds):
    """Note in the session what a clock ahead by so much would have noted."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] += seconds
    session[entry.SEEN] = session.get(entry.SEEN, record["at"] - seconds) + seconds
    session.save()


@pytest.mark.parametrize("ahead", [2 * 60 * 60, YEAR])
def test_session_noted_by_a_clock_ahead_asks_who_is_there_once(inside, ahead):
    noted_ahead(inside, ahead)
    asked = inside.get(NEW)
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert inside.post(asked.url, {"password": PASSWORD}).url == NEW
    assert inside.get(NEW).status_code == 200
    assert inside.post(NEW, HOST).status_code == 302


def test_session_noted_ahead_closes_after_an_absence(inside, later):
    """What is noted meanwhile is the time of the clock that is right."""
    noted_ahead(inside, YEAR)
    inside.post(inside.get(NEW).url, {"password": PASSWORD})
    assert inside.get(NEW).status_code == 200
    later(31 * 60)
    assert inside.get(NEW).status_code == 302


def test_two_clocks_a_little_apart_ask_nothing(inside):
    noted_ahead(inside, 60)
    assert inside.post(NEW, HOST).status_code == 302


def test_session_that_ends_later_than_any_made_now_is_erased(inside, settings):
    ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.update(expire_date=ends)
    call_command("erase_ended_sessions")
    assert Session.objects.exists()
    Session.objects.update(expire_date=ends + timedelta(days=365))
    call_command("erase_ended_sessions")
    assert not Session.objects.exists()
