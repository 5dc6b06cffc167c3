"""ProConnect, against a local one that signs its tokens with a key of the test."""

from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from requests import ConnectionError

from portal import environment
from portal.proconnect.adapter import ENDPOINTS

from .local_proconnect import KEY, SERVER, go

OTHER_KEY = rsa.generate_private_key(65537, 2048)


@pytest.mark.django_db
def test_it_is_not_there_unless_it_is_set(client):
    assert client.get(reverse("proconnect_login")).status_code == 404
    assert "ProConnect" not in client.get(reverse("account_login")).content.decode()


def test_it_needs_all_its_settings(monkeypatch):
    monkeypatch.setenv("PROCONNECT_CLIENT_ID", "site")
    with pytest.raises(ImproperlyConfigured):
        environment.proconnect()


def test_an_agent_enters_the_account_with_their_address(client, agent, proconnect):
    page = client.get(reverse("account_login"), {"next": "/admin/aide/"}).content.decode()
    assert f'href="{reverse("proconnect_login")}?next=%2Fadmin%2Faide%2F"' in page
    asked, response = go(client, proconnect, next="/admin/aide/")
    assert asked["redirect_uri"] == "http://testserver/compte/proconnect/retour/"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32
    assert asked["acr_values"] == "eidas1"
    assert response.url == "/admin/aide/"
    assert get_user(client) == agent
    agent.refresh_from_db()
    assert agent.has_usable_password()


def test_little_is_kept_of_what_is_told(client, agent, proconnect):
    go(client, proconnect)
    (row,) = SocialAccount.objects.all()
    assert row.uid == "abc"
    assert set(row.extra_data["userinfo"]) == {"sub", "email", "usual_name"}


def test_the_second_factor_is_asked_for_too(client, agent, secret, proconnect):
    _, response = go(client, proconnect)
    assert response.url == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "told",
    [
        {"aud": "another site"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"sub": "somebody else"},
        {"email": None},
    ],
)
def test_a_token_that_says_something_else_opens_nothing(client, agent, proconnect, told):
    proconnect.told = told
    _, response = go(client, proconnect)
    assert response.status_code in (200, 401)
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "changes",
    [
        {"key": OTHER_KEY},
        {"key": "a secret that anybody knows, of 32 letters", "algorithm": "HS256"},
        {"key": "", "algorithm": "none"},
        {"kind": "application/json"},
    ],
)
def test_a_token_that_proconnect_did_not_sign_opens_nothing(client, agent, proconnect, changes):
    for name, value in changes.items():
        setattr(proconnect, name, value)
    if changes.get("algorithm") == "none":
        proconnect.signed = unsigned(proconnect.signed)
    _, response = go(client, proconnect)
    assert response.status_code in (200, 401)
    assert not get_user(client).is_authenticated


def unsigned(sign):
    def make(claims, key=None, algorithm=None):
        if algorithm:
            return sign(claims, key=key, algorithm=algorithm)
        token = jwt.decode(sign(claims, KEY, "RS256"), options={"verify_signature": False})
        return jwt.encode(token, None, "none", headers={"kid": "one"})

    return make


def test_the_answer_to_another_browser_opens_nothing(client, agent, proconnect):
    proconnect.nonce = "x" * 48
    go(client, proconnect)
    assert not get_user(client).is_authenticated


def test_an_answer_that_nobody_asked_for_opens_nothing(client, agent, proconnect):
    answer = client.get(reverse("proconnect_callback"), {"code": "given", "state": "y" * 48})
    assert answer.status_code in (200, 401)
    assert not get_user(client).is_authenticated


WHOLE = {name: f"{SERVER}/{name}" for name in ENDPOINTS}


@pytest.mark.parametrize(
    "said",
    [
        *({}, [], None, 3, "x", {"issuer": 1}, {"authorization_endpoint": None}),
        *({**WHOLE, name: value} for name in ENDPOINTS for value in (None, 1, [], "")),
        {**WHOLE, "end_session_endpoint": 1},
        {**WHOLE, "token_endpoint_auth_methods_supported": None},
    ],
)
def test_what_proconnect_says_of_itself_and_nobody_can_read_is_no_answer(
    client, agent, proconnect, said
):
    login, back = reverse("proconnect_login"), {"code": "given"}
    pages = []
    for other in (ConnectionError(), said):
        proconnect.instead = {}
        asked = parse_qs(urlsplit(client.get(login).url).query)
        back["state"], proconnect.instead = asked["state"][0], {"configuration": other}
        shown = [client.get(login), client.get(reverse("proconnect_callback"), back)]
        pages.append([(one.status_code, one.templates[0].name) for one in shown])
    assert pages[0] == pages[1]
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("keys", [[], None, {"keys": 1}, {"keys": [1]}, {"keys": [None]}])
def test_keys_that_nobody_can_read_open_nothing(client, agent, proconnect, keys):
    proconnect.instead = {"jwks": keys}
    _asked, response = go(client, proconnect)
    assert response.status_code in (200, 401)
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("told", [{"email": "stranger@example.org"}, {"email_verified": False}])
def test_who_has_no_account_gets_none(client, agent, proconnect, told, django_user_model):
    proconnect.told = told
    _, response = go(client, proconnect)
    assert response.status_code == 403
    assert not get_user(client).is_authenticated
    assert django_user_model.objects.count() == 1


def test_a_closed_account_stays_closed(client, agent, proconnect):
    agent.is_active = False
    agent.save()
    go(client, proconnect)
    assert not get_user(client).is_authenticated


def test_the_account_of_an_association_is_not_entered_from_the_state(client, agent, proconnect):
    """Who was invited under an agent's address chose its password: it is not that agent's."""
    agent.is_staff = False
    agent.save()
    _asked, response = go(client, proconnect)
    assert response.status_code == 403
    assert not get_user(client).is_authenticated


def test_the_address_changes_nothing_of_what_is_asked(client, agent, proconnect):
    query = {"auth_params": "acr_values=none&prompt=none", "scope": "more", "process": "connect"}
    asked, response = go(client, proconnect, next="https://evil.example/", **query)
    assert asked["acr_values"] == "eidas1"
    assert "more" not in asked["scope"]
    assert response.url == "/admin/"


@pytest.mark.parametrize("way", ["account_logout", "admin:logout"])
def test_leaving_closes_the_session_of_proconnect_too(client, agent, proconnect, way):
    go(client, proconnect)
    response = client.post(reverse(way))
    assert response.url == reverse("proconnect_way_out")
    assert not get_user(client).is_authenticated
    page = client.get(response.url)
    assert "no-store" in page["Cache-Control"]
    url = urlsplit(page.context["url"])
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{SERVER}/session/end"
    asked = {name: one for name, (one,) in parse_qs(url.query).items()}
    assert asked["id_token_hint"] == proconnect.given[-1]
    assert asked["post_logout_redirect_uri"] == "http://testserver/compte/connexion/"
    assert len(asked["state"]) >= 32
    # The page goes on by itself: the policy lets no form lead to another site.
    shown = page.content.decode()
    assert shown.count("session/end?id_token_hint=") == 2
    assert '<meta http-equiv="refresh" content="0; url=' in shown
    # What named the session is used once.
    assert client.get(response.url).url == reverse("account_login")


@pytest.mark.parametrize("endings", [{}, {"end_session_endpoint": ""}])
def test_where_proconnect_cannot_close_a_session_ours_is_closed(client, agent, proconnect, endings):
    proconnect.endings = endings
    go(client, proconnect)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert not get_user(client).is_authenticated


def test_who_came_with_a_password_goes_to_the_login(client, agent, proconnect):
    client.force_login(agent)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("proconnect_way_out")).url == reverse("account_login")


def test_nobody_is_led_out_while_they_are_in(client, agent, proconnect):
    """A link alone closes nothing."""
    go(client, proconnect)
    assert client.get(reverse("proconnect_way_out")).url == reverse("account_login")
    assert get_user(client) == agent


def test_the_next_person_of_a_device_is_not_led_out_of_the_session_of_another(
    client, agent, proconnect
):
    go(client, proconnect)
    # The page of the way out is not opened: the browser is closed, say.
    client.post(reverse("account_logout"))
    client.force_login(agent)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("proconnect_way_out")).url == reverse("account_login")
