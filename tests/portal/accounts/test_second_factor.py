"""Agents show a second factor before the desk opens, where the setting asks for it."""

import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import get_resolver, reverse

from portal.accounts import limits, second_factor
from portal.accounts.entry import DOORS
from tests.questionnaire.dossiers.test_every_address import addresses_of

pytestmark = pytest.mark.usefixtures("required")
DESK, FACTORS = "/admin/", "/compte/securite/"


def send_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_an_agent_without_a_factor_is_led_to_the_page_that_makes_one(client, enter):
    enter()
    for page in (DESK, "/admin/aide/", "/admin/publier/", "/admin/procedures/question/"):
        assert client.get(page).url == reverse("mfa_index"), page
    assert client.post("/admin/publier/", {"part": "82"}).url == reverse("mfa_index")
    told = client.get(reverse("mfa_index")).content.decode()
    assert reverse("mfa_activate_totp") in told


def every_address_of_the_desk():
    """Return {name: address} of all that the desk answers, the pages of no name included."""
    found = {"no page": f"{DESK}rien/", "no entry": f"{DESK}procedures/question/1/rien/"}
    for name, pattern in addresses_of(get_resolver()):
        if name.startswith("admin:"):
            takes = dict.fromkeys(pattern.converters, 1)
            takes |= dict.fromkeys(pattern.regex.groupindex, "1") if not takes else {}
            takes |= {"app_label": "portal"} if "app_label" in takes else {}
            found[name] = reverse(name, kwargs=takes)
    return found


METHODS = ("get", "post", "head", "put", "delete", "patch", "options")


# By turns, each address is asked in one way, and each way of forty addresses; the whole tries all.
@pytest.mark.parametrize("ways", [1, pytest.param(len(METHODS), marks=pytest.mark.whole)])
def test_no_address_of_the_desk_answers_before_the_factor(client, enter, agent, ways):
    """Of an administrator, whom no right stops: reading, sending, and asking for the head."""
    get_user_model().objects.filter(pk=agent.pk).update(is_superuser=True)
    enter()
    addresses = every_address_of_the_desk()
    answered = {
        (name, ask)
        for turn, (name, address) in enumerate(addresses.items())
        for ask in (METHODS[(turn + way) % len(METHODS)] for way in range(ways))
        if name not in DOORS and getattr(client, ask)(address).headers.get("Location") != FACTORS
    }
    assert answered == set()
    assert addresses.keys() >= DOORS
    assert len(addresses) > 300


def test_the_login_leads_to_the_factor_before_any_page_of_the_desk(client, enter):
    assert client.get(enter().url).url == FACTORS
    assert client.get(FACTORS).status_code == 200


def test_the_page_makes_a_factor_and_the_desk_opens(client, enter, agent, code_of):
    enter()
    page = client.get(reverse("mfa_activate_totp"))
    square = page.content.decode().partition('<div class="qr"')[2].partition("</div>")[0]
    assert "<svg" in square
    assert "<path" in square
    secret = page.context["form"].secret
    sent = {"code": code_of(secret)}
    assert client.post(reverse("mfa_activate_totp"), sent).url == reverse("mfa_view_recovery_codes")
    assert client.get(DESK).status_code == 200
    types = Authenticator.objects.filter(user=agent).values_list("type", flat=True)
    assert set(types) == {"totp", "recovery_codes"}


def test_the_password_alone_opens_nothing_once_there_is_a_factor(client, enter, secret):
    assert enter().url == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302
    assert client.get(reverse("mfa_index")).status_code == 302


def test_the_code_opens_the_desk(client, enter, secret, code_of):
    enter(next="/admin/aide/")
    assert send_code(client, code_of(secret)).url == "/admin/aide/"
    assert client.get(DESK).status_code == 200


def test_a_code_of_recovery_opens_once(client, enter, recovery_codes):
    enter()
    assert send_code(client, recovery_codes[0]).url == DESK
    client.logout()
    enter()
    assert send_code(client, recovery_codes[0]).status_code == 200
    assert client.get(DESK).status_code == 302


def test_a_code_is_used_once(client, enter, secret, code_of):
    code = code_of(secret)
    enter()
    assert send_code(client, code).status_code == 302
    client.logout()
    enter()
    assert send_code(client, code).status_code == 200


def test_a_code_is_used_once_in_all_processes(client, enter, secret, code_of):
    """Each process has a cache of its own."""
    code = code_of(secret)
    enter()
    assert send_code(client, code).status_code == 302
    client.logout()
    cache.clear()
    enter()
    assert send_code(client, code).status_code == 200


def test_a_lost_key_of_the_site_opens_nothing(client, enter, secret, code_of, settings):
    """An unreadable secret must not become an empty one, whose codes anybody computes."""
    settings.SECRET_KEY = "another key of the site"
    enter()
    for text in (secret, ""):
        assert send_code(client, code_of(text)).status_code == 200


def test_a_former_key_of_the_site_still_opens(client, enter, secret, code_of, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site"
    enter()
    assert send_code(client, code_of(secret)).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    row = Authenticator.objects.get(type="totp")
    assert second_factor.opened(row.data["secret"]) == secret


def test_codes_are_not_guessed_from_many_addresses(client, enter, secret, code_of):
    """The limit by address is off here: what remains is the limit of the account's codes."""
    enter()
    for _ in range(limits.CODES_PER_HOUR):
        assert send_code(client, "000000").status_code == 200
    response = send_code(client, code_of(secret))
    assert response.status_code == 200
    assert "Attendez une heure" in str(response.context["form"].errors)


def test_strangers_use_up_no_code_of_an_account(client, enter, secret, code_of):
    """Without the password there is no page that takes a code."""
    for _ in range(limits.CODES_PER_HOUR + 1):
        assert send_code(client, "000000").url == reverse("account_login")
    enter()
    assert send_code(client, code_of(secret)).status_code == 302


def test_codes_count_in_the_limit_by_address(client, enter, secret, settings):
    settings.LOGINS_PER_MINUTE = 3
    enter()
    assert [send_code(client, "000000").status_code for _ in range(3)] == [200, 200, 429]


def test_the_last_factor_taken_away_closes_the_desk(client, enter, secret, code_of):
    enter()
    send_code(client, code_of(secret))
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(DESK).url == reverse("mfa_index")


def test_recovery_codes_alone_are_no_factor(client, enter, agent, recovery_codes):
    Authenticator.objects.filter(user=agent, type="totp").delete()
    enter()
    assert client.get(DESK).url == reverse("mfa_index")


@pytest.mark.parametrize(("debug", "code"), [("0", "None"), ("1", "123456")])
def test_the_setting_is_on_everywhere_and_a_known_code_on_the_machine_of_a_developer(debug, code):
    said = "from django.conf import settings as s; "
    said += "print(s.SECOND_FACTOR, s.IDLE_SECONDS, s.MFA_TOTP_INSECURE_BYPASS_CODE)"
    environment = {**os.environ, "DEBUG": debug, "SECRET_KEY": "x" * 50}
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "SECOND_FACTOR": ""}
    environment.pop("SECOND_FACTOR")
    printed = subprocess.run(
        [sys.executable, "-c", said], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed.split() == ["True", "1800", code]


def test_the_known_code_opens_nothing_in_production(client, enter, secret):
    enter()
    assert send_code(client, "123456").status_code == 200
    assert client.get(DESK).status_code == 302
