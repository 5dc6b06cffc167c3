"""An agent with a password, and a way in for them as for anybody: by the pages of accounts."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from portal import environment
from portal.accounts import entry, forms, second_factor
from portal.accounts.adapters import OtherLoginAdapter
from tests import factories

from .local_proconnect import SERVER, LocalProConnect

# Seconds: how long a code lasts, and what a test may need until it is read.
PERIOD, NEEDED = 30, 8
PASSWORD = "vingt-sept tournesols bleus"


@pytest.fixture(autouse=True)
def _no_page_needs_an_edition(edition):
    """The frame of pages says which edition is in force."""


@pytest.fixture(autouse=True)
def no_code_tried_yet(monkeypatch):
    monkeypatch.setattr(forms, "TRIED", type(forms.TRIED)(seconds=60 * 60))


@pytest.fixture
def agent(db):
    return factories.make_user(email="agent@example.org", full_name="Anne", password=PASSWORD)


@pytest.fixture
def enter(client, agent):
    """A function: send the page of the login, with the agent's password unless told otherwise."""

    def send(password=PASSWORD, email="agent@example.org", **extra):
        sent = {"login": email, "password": password, **extra}
        return client.post(reverse("account_login"), sent)

    return send


@pytest.fixture
def required(settings):
    """What production asks of agents."""
    settings.SECOND_FACTOR = True


@pytest.fixture
def secret(agent):
    """The secret of the agent's application of codes, which their account is bound to."""
    made = totp.generate_totp_secret()
    totp.TOTP.activate(agent, made)
    return made


@pytest.fixture
def recovery_codes(agent, secret):
    return RecoveryCodes.activate(agent).get_unused_codes()


@pytest.fixture
def code_of():
    """A function: the code that an application shows now for a secret."""

    def shown(secret):
        # A code lasts 30 seconds; one that is about to end would be refused on a slow machine.
        left = PERIOD - time.time() % PERIOD
        if left < NEEDED:
            time.sleep(left)
        counter = next(totp.yield_hotp_counters_from_time())
        return totp.format_hotp_value(totp.hotp_value(secret, counter))

    return shown


@pytest.fixture
def later(monkeypatch):
    """A function: so many seconds pass."""
    start, real = time.time(), time.time

    def pass_by(seconds):
        moment = real() + seconds
        for module in (entry.time, second_factor.time):
            monkeypatch.setattr(module, "time", lambda: moment)
        assert start < moment

    return pass_by


@pytest.fixture
def proconnect(settings, monkeypatch):
    for name, value in {"CLIENT_ID": "site", "SECRET": "s", "SERVER_URL": SERVER}.items():
        monkeypatch.setenv(f"PROCONNECT_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = environment.proconnect()
    local = LocalProConnect()
    monkeypatch.setattr(OtherLoginAdapter, "get_requests_session", lambda self: local)
    return local
