"""The pages of accounts in a browser: a security key, and what each page looks like."""

import pytest

from .conftest import watch
from .desk import PATIENCE, PHONE

EMAIL, PASSWORD = "cle@example.org", "vingt-sept tournesols bleus"
MAKE = (
    "from portal.models import User; "
    f"User.objects.create_superuser({EMAIL!r}, {PASSWORD!r}, full_name='Anne')"
)
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Named:
    """The site under a name: no key is for an address of numbers."""

    def __init__(self, site):
        self.url = site.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def person(browser, site):
    """The page of somebody who has an account and a device that holds keys."""
    site.manage("shell", "-c", MAKE)
    named, problems = Named(site), []
    context = browser.new_context(base_url=named.url, viewport=PHONE, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch(page, named, problems)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()
    assert not problems, "\n".join(problems)


def enter(page):
    page.goto("/admin/")
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.locator("#connexion [type=submit]").click()
    page.wait_for_load_state()


def leave(page):
    page.goto("/compte/")
    page.locator(".account__nav form button").click()
    page.wait_for_selector("#connexion")


@pytest.mark.whole  # portal/accounts: codes and keys, without a device.
def test_a_security_key_opens_the_desk(person, looks_right):
    looked = [
        "/compte/securite/",
        "/compte/securite/application/",
        "/compte/securite/cles/ajouter/",
    ]
    looked += ["/compte/sessions/", "/compte/mot-de-passe/", "/compte/confirmer/?next=/admin/"]
    enter(person)
    for address in looked:
        person.goto(address)
        looks_right(person)
    person.goto("/compte/securite/cles/ajouter/")
    person.check("input[name=passwordless]")
    person.locator("#mfa_webauthn_add").click()
    person.wait_for_selector(".account__codes")
    looks_right(person)
    leave(person)
    looks_right(person)
    person.goto("/admin/")
    person.locator("#passkey_login").click()
    person.wait_for_selector("#user-tools")
    leave(person)
    enter(person)
    looks_right(person)
    person.locator("#mfa_webauthn_authenticate").click()
    person.wait_for_selector("#user-tools")
