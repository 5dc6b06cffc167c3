"""The journal of security knows who entered, who was refused, and which factors come and go."""

import pytest
from django.urls import reverse

from procedures.models import SecurityEvent

from .conftest import PASSWORD

ADDRESS = "198.51.100.23"


def told():
    rows = SecurityEvent.objects.order_by("pk")
    return [(one.kind, one.name, one.about) for one in rows]


def test_a_login_and_a_refusal(enter, agent):
    enter(password="faux")
    enter()
    assert told() == [("login_refused", agent.email, ""), ("login", agent.email, "")]


def test_what_was_typed_is_not_written(enter, agent):
    """It may be a password in the wrong field."""
    enter(email="mot-de-passe@secret.example", password="faux")
    assert told() == [("login_refused", "adresse inconnue", "")]


@pytest.mark.usefixtures("required")
def test_factors_and_codes(client, enter, agent, code_of, django_capture_on_commit_callbacks):
    enter()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    kinds = [(kind, about) for kind, _, about in told()]
    assert kinds[0] == ("login", "")
    assert sorted(kinds[1:3]) == [
        ("factor_added", "application de codes"),
        ("factor_added", "codes de secours"),
    ]
    assert sorted(kinds[3:]) == [
        ("factor_removed", "application de codes"),
        ("factor_removed", "codes de secours"),
    ]


def test_a_wrong_code(client, enter, agent, secret):
    enter()
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert told() == [("code_refused", agent.email, "")]


def test_a_password_changed(client, enter, agent):
    enter()
    new = "trente-deux roses jaunes"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), sent)
    assert told()[-1] == ("password_changed", agent.email, "")


def test_no_address_is_written(client, agent):
    sent = {"login": agent.email, "password": PASSWORD}
    client.post(reverse("account_login"), sent, REMOTE_ADDR=ADDRESS)
    from django.contrib.sessions.models import Session

    held = [str(row) for row in SecurityEvent.objects.values()]
    held += [str(one.get_decoded()) for one in Session.objects.all()]
    assert held
    assert not [one for one in held if ADDRESS in one]
