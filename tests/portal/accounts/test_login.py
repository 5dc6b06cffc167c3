"""The login of agents: one page, closed to sign-up, which leads nowhere else and locks nobody."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse

from .conftest import PASSWORD

DESK = "/admin/"


def test_the_desk_leads_to_the_login_and_back(client, enter):
    asked = client.get(f"{DESK}aide/", follow=True)
    assert asked.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/admin/aide/"
    assert enter(next="/admin/aide/").url == "/admin/aide/"


def test_an_agent_enters_with_password_alone_where_no_factor_is_asked(client, enter):
    assert enter().url == DESK
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("email", ["agent@example.org", "nobody@example.org"])
def test_a_wrong_password_says_nothing_of_the_account(client, enter, email):
    response = enter(password="faux mot de passe", email=email)
    assert response.status_code == 200
    (said,) = response.context["form"].non_field_errors()
    assert "mot de passe" in said
    assert client.get(DESK).status_code == 302


def test_a_password_that_is_sent_to_the_former_page_opens_nothing(client, agent):
    sent = {"username": agent.email, "password": PASSWORD}
    assert client.post("/admin/login/", sent).url.startswith(reverse("account_login"))
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\thttps://evil.example",
    ],
)
def test_the_login_leads_to_no_other_site(client, enter, elsewhere):
    assert enter(next=elsewhere).url == DESK
    client.logout()
    chain = client.get("/admin/login/", {"next": elsewhere}, follow=True).redirect_chain
    assert all(address.startswith("/") for address, _ in chain)


def test_many_wrong_passwords_of_others_do_not_lock_the_owner_out(enter):
    for _ in range(30):
        enter(password="faux mot de passe")
    assert enter().status_code == 302


def test_the_session_of_before_is_not_the_session_of_after(client, enter):
    client.get(reverse("account_login"))
    client.session["planted"] = "by somebody else"
    before = client.session.session_key
    enter()
    assert client.session.session_key != before
    assert "planted" not in client.session


def test_a_password_without_the_token_of_the_page_is_refused(agent):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    sent = {"login": agent.email, "password": PASSWORD}
    assert strict.post(reverse("account_login"), sent).status_code == 403


def test_nobody_signs_up():
    for name in (
        "account_signup",
        "account_email",
        "account_reset_password",
        "mfa_signup_webauthn",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_who_is_no_agent_is_told_so_without_a_circle(client, agent, enter, fields):
    get_user_model().objects.filter(pk=agent.pk).update(**fields)
    enter()
    chain = client.get(DESK, follow=True)
    assert len(chain.redirect_chain) < 4
    assert chain.status_code == (403 if "is_staff" in fields else 200)


def test_pages_ask_no_other_site_and_hold_no_code(client, enter, settings):
    pages = [reverse("account_login")]
    found = {page: client.get(page).content.decode() for page in pages}
    enter()
    for name in (
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_change_password",
        "account_reauthenticate",
    ):
        page = reverse(name)
        response = client.get(page)
        assert response.status_code == 200, page
        found[page] = response.content.decode()
    for page, text in found.items():
        assert "<style" not in text, page
        assert 'src="data:' not in text, page
        assert 'src="http' not in text, page
        assert " style=" not in text, page


def test_a_stolen_database_does_not_give_the_secrets_of_factors(agent, secret):
    row = Authenticator.objects.get(user=agent)
    assert secret not in str(row.data)
    assert row.wrap().validate_code("000000") is False
