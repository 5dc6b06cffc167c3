"""The site's own pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation

from portal.languages import page_languages
from procedures.publishing.editions.in_memory import NoEdition
from questionnaire.runs import views
from tests.languages import LANGUAGES

pytestmark = pytest.mark.usefixtures("edition")

PAGES = ["home", "site_plan", "legal_notice", "privacy", "accessibility"]


@pytest.mark.parametrize("code", LANGUAGES)
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
    urls = {entry.url for entry in page_languages("/admin/login/")}
    assert urls == {f"/{language}/" for language in LANGUAGES}


@pytest.mark.parametrize("path", ["/", "/fr/", "/sante/"])
def test_pages_refuse_other_methods(client, path):
    assert client.post(path).status_code == 405


def test_the_home_page_names_the_departments_whose_facts_are_known(client):
    entries = client.get("/fr/").context["departments"]
    assert [(entry["code"], entry["name"]) for entry in entries] == [("82", "Tarn-et-Garonne")]


def test_the_home_page_leads_to_the_public_pages(client):
    text = client.get("/fr/").content.decode()
    for address in ("/fr/82/", "/fr/demarches/", "/fr/prefectures/"):
        assert f'href="{address}"' in text


def test_the_home_page_is_kept_by_no_cache(client):
    assert "no-store" in client.get("/fr/").headers["Cache-Control"]


@pytest.mark.django_db
def test_the_home_page_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/fr/")


@pytest.mark.parametrize("error", [NoEdition, DatabaseError])
def test_the_home_page_works_without_an_edition(client, monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr(views, "edition_in_force", fail)
    assert client.get("/fr/").status_code == 200


def test_the_legal_pages_name_the_publisher_or_say_it_is_missing(client, settings):
    settings.PUBLISHER = {"name": "Association de test"}
    assert "Association de test" in client.get("/fr/mentions-legales/").content.decode()
    settings.PUBLISHER = {}
    assert "pas encore indiqué" in client.get("/fr/mentions-legales/").content.decode()


def test_page_that_remembers_a_language_is_kept_for_nobody_else(client):
    assert "Cookie" in client.get("/").headers["Vary"]


@pytest.mark.parametrize(
    ("contact", "line"),
    [("qui@exemple.fr", "mailto:qui@exemple.fr"), ("https://a.fr/contact", "https://a.fr/contact")],
)
def test_who_finds_a_weakness_reads_whom_to_tell(client, settings, contact, line):
    address = "/.well-known/security.txt"
    settings.PUBLISHER = {"contact": ""}
    assert client.get(address).status_code == 404
    settings.PUBLISHER = {"contact": contact}
    response = client.get(address)
    told = dict(one.split(": ", 1) for one in response.text.splitlines())
    assert told["Contact"] == line
    until = datetime.fromisoformat(told["Expires"]) - datetime.now(UTC)
    assert timedelta(days=200) < until < timedelta(days=365)
    assert response["Content-Type"].startswith("text/plain")
