"""ProConnect over the network: a browser, the site and the service talk on sockets, with TLS.

What each token may say, and who enters, is in ``test_proconnect.py``.
"""

import re

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse

from portal import environment

from .served_proconnect import CLIENT_ID, SECRET, made_key, served_proconnect

WAIT = 30


@pytest.fixture
def service(live_server, settings, monkeypatch, tmp_path):
    declared = live_server.url + reverse("proconnect_callback")
    with served_proconnect(tmp_path, declared) as (made, certificate):
        given = {"CLIENT_ID": CLIENT_ID, "SECRET": SECRET, "SERVER_URL": made.url}
        for name, value in given.items():
            monkeypatch.setenv(f"PROCONNECT_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = environment.proconnect()
        # The site believes the authorities of its machine; this one is of the test.
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        made.certificate = certificate
        yield made


@pytest.fixture
def entered(live_server, service, agent):
    """A function: press « ProConnect » in a browser, and return where it ended."""

    def press():
        with requests.Session() as browser:
            browser.verify = str(service.certificate)
            page = browser.get(
                f"{live_server.url}/compte/connexion/?next=/admin/aide/", timeout=WAIT
            )
            (link,) = re.findall(r'href="(/compte/proconnect/[^"]*)"', page.text)
            return browser.get(live_server.url + link, timeout=WAIT)

    return press


def accounts_inside():
    return {one.get_decoded().get(SESSION_KEY) for one in Session.objects.all()} - {None}


def test_agent_enters_through_the_network(entered, service, agent, live_server):
    page = entered()
    assert page.url == f"{live_server.url}/admin/aide/"
    assert [urls.status_code for urls in page.history] == [302, 302, 302]
    assert accounts_inside() == {str(agent.pk)}
    (row,) = SocialAccount.objects.all()
    assert set(row.extra_data["userinfo"]) == {"sub", "email", "usual_name"}
    assert {one.rpartition("/")[2] for one in service.asked} == {
        *("openid-configuration", "authorize", "token", "userinfo", "jwks")
    }
    # Each code was used, with the proof of who had asked for it.
    assert service.codes == {}


def test_what_is_told_of_the_person_is_signed_by_the_key_that_is_shown(entered, service):
    service.key = made_key()
    assert entered().url.startswith(service.declared)
    assert accounts_inside() == set()


def test_service_whose_certificate_nobody_knows_opens_nothing(entered, service, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    page = entered()
    assert page.status_code < 500
    assert service.asked == []
    assert accounts_inside() == set()


def test_service_that_does_not_answer_in_time_opens_nothing(entered, service, settings):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT, service.slowness = 0.5, 2
    page = entered()
    assert page.status_code < 500
    assert accounts_inside() == set()
