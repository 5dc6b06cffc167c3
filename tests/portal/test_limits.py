"""Bodies that no page asks for are refused unread, and passwords tried too often unhashed."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from portal import limits

LOGIN = "/compte/connexion/"
pytestmark = pytest.mark.usefixtures("edition")


class Unread:
    """A body that must not be read."""

    def read(self, *_args):
        raise AssertionError("the body was read")

    readline = read


def send(client, path, *, length=100, kind="application/x-www-form-urlencoded", **extra):
    environment = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind}
    return client.generic("POST", path, **environment | extra)


@pytest.mark.parametrize(
    ("path", "language"), [("/fr/demarche/", "fr"), ("/ar/demarche/", "ar"), ("/sante/", None)]
)
def test_long_body_is_refused_unread(client, path, language):
    response = send(client, path, length=limits.LARGEST_ANSWER + 1)
    assert response.status_code == 413
    if language:
        assert f'lang="{language}"' in response.content.decode()
    assert "<h1>" in response.content.decode()


def test_body_of_no_declared_length_is_refused_unread(client):
    assert send(client, "/fr/", HTTP_TRANSFER_ENCODING="chunked").status_code == 413
    assert send(client, "/fr/", CONTENT_LENGTH="many").status_code == 413


def test_long_file_is_refused_unread_outside_the_desk(client):
    kind = "multipart/form-data; boundary=a"
    assert send(client, "/fr/demarche/", length=300_000_000, kind=kind).status_code == 413


@pytest.mark.parametrize("path", ["/fr/demarche/", LOGIN, "/dossiers/", "/fr/quitter/"])
def test_file_is_refused_unread_outside_the_desk(client, path):
    response = send(client, path, kind="Multipart/form-data; boundary=a")
    assert response.status_code == 415
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("cookie", [None, "abcdefgh", "abcdefgh:forged"])
def test_file_for_the_desk_is_refused_unread_without_a_session_of_ours(client, settings, cookie):
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    response = send(client, "/admin/traductions/recevoir/", kind="multipart/form-data; boundary=a")
    assert response.url == f"{LOGIN}?next=/admin/traductions/recevoir/"


@pytest.mark.django_db
def test_file_for_the_desk_is_not_refused_by_its_kind(admin_client):
    sent = {"fichier": b"a", "x": "y" * limits.LARGEST_ANSWER}
    assert admin_client.post("/admin/traductions/recevoir/", sent).status_code != 413


@pytest.mark.django_db
def test_password_tried_too_often_is_not_hashed(client, settings, monkeypatch):
    settings.LOGINS_PER_MINUTE = 3
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    Counted.count = 0
    tried = {"login": "nobody@example.org", "password": "a long wrong password"}
    from_one, from_other = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}
    statuses = [client.post(LOGIN, tried, **from_one).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert Counted.count == 3
    assert client.post(LOGIN, tried, **from_other).status_code == 200
    assert client.get(LOGIN, **from_one).status_code == 200


class Counted(PBKDF2PasswordHasher):
    count = 0
    iterations = 1

    def encode(self, *arguments, **options):
        Counted.count += 1
        return super().encode(*arguments, **options)


@pytest.mark.django_db
@pytest.mark.parametrize(("behind", "statuses"), [(True, [200, 200]), (False, [200, 429])])
def test_address_told_by_a_header_counts_behind_a_proxy_only(client, settings, behind, statuses):
    settings.LOGINS_PER_MINUTE = 1
    settings.BEHIND_TLS_PROXY = behind
    found = [
        client.post(LOGIN, {}, REMOTE_ADDR="192.0.2.9", HTTP_X_REAL_IP=f"198.51.100.{n}")
        for n in range(2)
    ]
    assert [one.status_code for one in found] == statuses


def test_too_many_cookies_of_others_are_forgotten(client):
    """A page that is refused for its cookies each time would be lost for good."""
    client.cookies["other_site"] = "x" * 8200
    client.cookies["run_abcdefgh"] = "y"
    response = client.get("/fr/")
    assert response.status_code == 431
    assert response.cookies["other_site"]["max-age"] == 0
    assert "run_abcdefgh" not in response.cookies
    assert client.get("/fr/").status_code == 200
