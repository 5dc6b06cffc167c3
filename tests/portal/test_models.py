"""Accounts are known by their e-mail address, in any case."""

import pytest
from django.contrib.auth import authenticate, get_user
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.models import User

pytestmark = pytest.mark.django_db


def make_user(email="agent@guichet.example", **fields):
    return User.objects.create_user(email, "une longue phrase", **fields)


@pytest.mark.parametrize(
    "typed", ["agent@guichet.example", "Agent@Guichet.Example", " AGENT@guichet.example"]
)
def test_login_ignores_the_case_of_the_address(client, edition, typed):
    user = make_user("Agent@guichet.example")
    client.post(reverse("account_login"), {"login": typed, "password": "une longue phrase"})
    assert get_user(client) == user


def test_two_accounts_never_share_an_address():
    make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("AGENT@guichet.example")


def test_the_database_itself_refuses_capitals():
    user = make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Agent@guichet.example")


def test_an_account_needs_an_address():
    with pytest.raises(ValueError, match="e-mail"):
        make_user("")


def test_an_agent_is_not_an_administrator():
    user = make_user()
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert User.objects.create_superuser("a@guichet.example", "x").is_superuser


def test_an_inactive_account_cannot_log_in():
    make_user(is_active=False)
    assert authenticate(email="agent@guichet.example", password="une longue phrase") is None


def test_an_account_is_shown_by_its_name_or_its_address():
    assert str(make_user(full_name="Awa Diop")) == "Awa Diop"
    assert str(make_user("b@guichet.example")) == "b@guichet.example"
