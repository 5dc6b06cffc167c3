"""Demonstration accounts: for a developer's machine only."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from portal.models import User
from procedures.management.commands.demo_accounts import ACCOUNTS, PASSWORD
from procedures.models import Department

pytestmark = pytest.mark.django_db


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def make_accounts():
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    return output.getvalue()


def test_accounts_are_refused_when_debug_is_off():
    with pytest.raises(CommandError, match="DEBUG"):
        make_accounts()
    assert not User.objects.exists()


def test_accounts_are_printed_with_their_roles(debug):
    printed = make_accounts()
    assert PASSWORD in printed
    for account in ACCOUNTS:
        assert account.email in printed
        assert account.role in printed


def test_each_account_has_its_part_and_no_more(debug):
    Department.objects.create(code="82", name_fr="Tarn-et-Garonne")
    make_accounts()
    agent = authenticate(email="agent82@guichet.example", password=PASSWORD)
    assert [membership.part for membership in agent.memberships.all()] == ["82"]
    assert not agent.is_superuser
    editor = User.objects.get(email="redaction@guichet.example")
    assert [membership.part for membership in editor.memberships.all()] == ["national"]


def test_an_agent_whose_department_is_unknown_gets_no_right(debug):
    make_accounts()
    assert not User.objects.get(email="agent34@guichet.example").memberships.exists()


def test_each_account_has_a_factor_where_one_is_asked(debug, settings):
    make_accounts()
    assert not Authenticator.objects.exists()
    settings.SECOND_FACTOR, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "123456"
    for _ in range(2):
        assert "code : 123456" in make_accounts()
    assert Authenticator.objects.count() == len(ACCOUNTS)


def test_a_second_start_changes_nothing(debug):
    make_accounts()
    user = User.objects.get(email="agent82@guichet.example")
    user.set_password("another one")
    user.save()
    make_accounts()
    assert authenticate(email=user.email, password="another one") == user
    assert User.objects.count() == len(ACCOUNTS)
