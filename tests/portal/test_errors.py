"""A visitor who meets an error finds the way home."""

import re
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory

from portal import errors
from tests import factories
from tests.procedures.admin.forms import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]


def leads_home(response):
    return bool(re.search(r'href="/(fr/|en/|ar/)?"', response.content.decode()))


@pytest.mark.parametrize("path", ["/n-existe-pas/", "/fr/n-existe-pas/", "/ar/a/b/c/", "/fr"])
def test_an_unknown_address_leads_home(client, path):
    response = client.get(path, follow=True)
    assert response.status_code in (200, 404)
    assert leads_home(response)


def test_an_unknown_address_keeps_the_language(client):
    assert 'dir="rtl"' in client.get("/ar/n-existe-pas/").content.decode()


def test_a_refused_form_leads_home():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/compte/connexion/", {"username": "a"})
    assert response.status_code == 403
    assert leads_home(response)


@pytest.mark.parametrize("handler", [errors.bad_request, errors.permission_denied])
def test_other_refusals_lead_home(handler):
    response = handler(RequestFactory().get("/fr/"), Exception())
    assert response.status_code in (400, 403)
    assert leads_home(response)


@pytest.mark.parametrize("path", ["/admin/publier/", "/admin/associations/"])
def test_a_page_of_the_desk_that_is_refused_leads_back_to_the_desk(client, path, caplog):
    account = factories.make_membership("82").user
    client.force_login(account)
    response = client.get(path, HTTP_ACCEPT_LANGUAGE="ar")
    assert response.status_code == 403
    assert 'href="/admin/"' in response.text
    assert 'lang="fr"' in response.text
    # The refusal is in the technical log, which says of nobody what they tried.
    assert f"Forbidden (Permission denied): {path}" in caplog.text
    assert account.email not in caplog.text


@pytest.mark.parametrize(
    ("path", "account"),
    [
        ("/dossiers/", {}),
        ("/dossiers/?next=/admin/", {}),
        ("/admin/publier/", {"is_staff": False}),
        ("/admin/publier/", None),
    ],
)
def test_who_was_not_at_the_desk_is_not_led_there(path, account):
    request = RequestFactory().get(path)
    if account is not None:
        request.user = factories.make_user(**account)
    response = errors.permission_denied(request, Exception())
    assert 'href="/admin/"' not in response.text
    assert leads_home(response)


def test_an_error_of_the_server_leads_home(client, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    assert leads_home(client.get("/fails/"))


def test_a_database_that_is_away_is_no_error_of_the_site(client, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    response = client.get("/waits/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert leads_home(response)
    assert 'href="/admin/waits/?a=1"' in client.get("/admin/waits/?a=1").text


def test_what_was_typed_at_the_desk_is_sent_again(client, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    typed = {"a": 'deux\r\n"lignes" <b>', "b": ["1", "2"], "csrfmiddlewaretoken": "x" * 64}
    sent = urlencode(typed, doseq=True)
    form = "application/x-www-form-urlencoded"
    response = client.post("/admin/waits/?_popup=1", sent, content_type=form)
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert 'action="/admin/waits/?_popup=1"' in response.text
    assert form_data(response) == typed
    assert "fichier" not in response.text
    client.force_login(factories.make_user())
    assert "fichier" in client.post("/admin/waits/", {"f": ContentFile("a", name="a")}).text


def test_a_form_of_another_site_gets_no_token(settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    refused = client.post("/admin/waits/", {"a": "b"})
    assert refused.status_code == 403
    request = RequestFactory().post("/admin/waits/", {"a": "b"})
    try:
        raise OperationalError
    except OperationalError:
        assert form_data(errors.server_error(request)) == {"a": "b"}


def test_an_error_of_the_server_needs_no_template(monkeypatch):
    def fail(name):
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr(errors.loader, "get_template", fail)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert leads_home(response)
