"""Every response carries the security headers."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.usefixtures("edition")

PAGES = [
    "/",
    "/fr/",
    "/ar/",
    "/fr/mentions-legales/",
    "/sante/",
    "/fr/n-existe-pas/",
    "/n-existe-pas",
]


def policy_of(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES, "/admin/login/", "/admin/", "/compte/connexion/"])
def test_page_has_the_security_headers(client, path):
    response = client.get(path)
    policy = policy_of(response)
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert set(policy.values()) == {"'none'", "'self'"}
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


def test_an_error_of_the_server_has_the_security_headers(client, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    response = client.get("/fails/")
    assert response.status_code == 500
    assert policy_of(response)["default-src"] == "'none'"


def test_cookies_are_closed_to_scripts_and_other_sites(client):
    cookie = client.get("/fr/").cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_no_cookie_of_a_visit_outlives_the_browser(client):
    client.get("/fr/")
    client.get("/fr/demarche/")
    cookies = client.cookies
    assert {"csrftoken", settings.LANGUAGE_COOKIE_NAME} <= set(cookies)
    assert not [name for name, one in cookies.items() if one["max-age"] or one["expires"]]


@pytest.mark.parametrize("path", ["/fr/", "/ar/demarche/", "/admin/", "/api/v1/edition"])
def test_redirection_to_https_is_for_every_address(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(path)
    assert response.status_code == 301
    assert response.headers["Location"] == f"https://testserver{path}"
