"""ProConnect, against a local one that signs its tokens with a key of the test."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from portal import environment
from portal.accounts.adapters import OtherLoginAdapter

SERVER = "https://fca.proconnect.example/api/v2"
KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in range(2))


class Answer:
    status_code = 200

    def __init__(self, data=None, text="", kind="application/json"):
        self.data, self.text, self.headers = data, text, {"content-type": kind}

    def json(self):
        return self.data

    def raise_for_status(self):
        pass


class LocalProConnect:
    """Answers as ProConnect does; ``told`` and ``signed`` change what it says and how."""

    def __init__(self):
        self.nonce, self.asked = "", []
        self.told, self.identity = {}, {}
        self.endings, self.given = {"end_session_endpoint": "session/end"}, []
        self.key, self.algorithm, self.kind = KEY, "RS256", "application/jwt"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def get(self, url, headers=None):
        self.asked.append(url)
        if url.endswith("openid-configuration"):
            paths = {"token_endpoint": "token", "authorization_endpoint": "authorize"}
            paths |= {"userinfo_endpoint": "userinfo", "jwks_uri": "jwks", **self.endings}
            found = {name: f"{SERVER}/{path}" for name, path in paths.items() if path}
            return Answer({"issuer": SERVER, **found})
        if url.endswith("jwks"):
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return Answer({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})
        assert headers == {"Authorization": "Bearer opened"}
        told = {"email": "agent@example.org", "usual_name": "Durand", "siret": "1", **self.told}
        return Answer(text=self.signed(told), kind=self.kind)

    def request(self, method, url, **sent):
        assert sent["data"]["code_verifier"]
        identity = self.signed({"nonce": self.nonce, **self.identity}, key=KEY, algorithm="RS256")
        self.given.append(identity)
        return Answer({"access_token": "opened", "token_type": "Bearer", "id_token": identity})

    def signed(self, claims, key=None, algorithm=None):
        now = int(time.time())
        common = {"sub": "abc", "iss": SERVER, "aud": "site", "iat": now, "exp": now + 60}
        full = {name: one for name, one in {**common, **claims}.items() if one is not None}
        algorithm = algorithm or self.algorithm
        return jwt.encode(full, key or self.key, algorithm, headers={"kid": "one"})


@pytest.fixture
def proconnect(settings, monkeypatch):
    for name, value in {"CLIENT_ID": "site", "SECRET": "s", "SERVER_URL": SERVER}.items():
        monkeypatch.setenv(f"PROCONNECT_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = environment.proconnect()
    local = LocalProConnect()
    monkeypatch.setattr(OtherLoginAdapter, "get_requests_session", lambda self: local)
    return local


def go(client, proconnect, **query):
    """Go to ProConnect and come back with its answer."""
    response = client.get(reverse("proconnect_login"), query)
    asked = {name: one for name, (one,) in parse_qs(urlsplit(response.url).query).items()}
    proconnect.nonce = proconnect.nonce or asked["nonce"]
    back = {"code": "given", "state": asked["state"]}
    return asked, client.get(reverse("proconnect_callback"), back)


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
