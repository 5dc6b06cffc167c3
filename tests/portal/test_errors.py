"""A visitor who meets an error finds the way home."""

import re

import pytest
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory

from portal import errors

pytestmark = pytest.mark.usefixtures("edition")


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


def test_an_error_of_the_server_leads_home(client, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    assert leads_home(client.get("/fails/"))


def test_an_error_of_the_server_needs_no_template(monkeypatch):
    def fail(name):
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr(errors.loader, "get_template", fail)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert leads_home(response)
