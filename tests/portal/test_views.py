"""The site's own pages."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.languages import page_languages

CODES = [code for code, _name in settings.LANGUAGES]
PAGES = ["home", "legal_notice", "privacy", "accessibility"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", PAGES)
def test_page_answers_in_its_language(client, name, code):
    with translation.override(code):
        address = reverse(name)
    response = client.get(address)
    assert address.startswith(f"/{code}/")
    assert response.status_code == 200
    assert f'lang="{code}"' in response.content.decode()


def test_the_first_page_offers_every_language_without_a_redirect(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert response.status_code == 200
    for code, name in settings.LANGUAGES:
        assert f'href="/{code}/"' in response.content.decode()
        assert name in response.content.decode()


def test_the_language_read_last_is_remembered(client):
    assert client.get("/").context["remembered"] is None
    client.get("/ar/")
    assert client.get("/").context["remembered"].code == "ar"


@pytest.mark.parametrize("value", ["zz", "", "../../etc", "fr" * 400])
def test_a_strange_language_cookie_is_ignored(client, value):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = value
    response = client.get("/")
    assert response.status_code == 200
    assert response.context["remembered"] is None


def test_the_language_menu_stays_on_the_page():
    with translation.override("ar"):
        entries = {entry.code: entry for entry in page_languages("/ar/mentions-legales/")}
    assert entries["fr"].url == "/fr/mentions-legales/"
    assert entries["ar"].current
    assert entries["ar"].direction == "rtl"


def test_the_language_menu_of_a_page_without_language_leads_to_the_home_pages():
    assert {entry.url for entry in page_languages("/admin/login/")} == {"/fr/", "/en/", "/ar/"}


@pytest.mark.parametrize("path", ["/", "/fr/", "/sante/"])
def test_pages_refuse_other_methods(client, path):
    assert client.post(path).status_code == 405
