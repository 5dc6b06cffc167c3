"""An invitation: a link that serves once, for three days, made by administrators only."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user, get_user_model
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from django.urls import reverse

from portal.accounts.passwords import ChosenPasswordView
from procedures.models import SecurityEvent
from procedures.publishing.editions.in_memory import using
from tests import factories
from tests.portal.conftest import PLAIN
from tests.procedures.admin.everything import clients

PASSWORD = "vingt-sept tournesols bleus"


@pytest.fixture(autouse=True)
def _edition():
    from procedures.engine.schema.serialization import rule_set_from_plain

    with using(rule_set_from_plain(PLAIN), number=1):
        yield


@pytest.fixture
def administrator(db):
    client = Client()
    client.force_login(factories.make_user(is_superuser=True))
    return client


@pytest.fixture
def invited(administrator):
    """The account that an administrator has just made."""
    sent = {"email": "Neuve@example.org", "full_name": "Bea", "memberships-TOTAL_FORMS": 0}
    sent |= {"memberships-INITIAL_FORMS": 0}
    response = administrator.post(reverse("admin:portal_user_add"), sent)
    account = get_user_model().objects.get(email="neuve@example.org")
    assert response.url == page_of(account)
    return account


def page_of(account):
    return reverse("admin:portal_user_invitation", args=[account.pk])


def make_link(client, account, **extra):
    return client.post(page_of(account), **extra).context["link"]


def path_of(link):
    return link.removeprefix("http://testserver")


def choose(client, link, password=PASSWORD):
    form = client.get(path_of(link), follow=True)
    if not form.context["validlink"]:
        return None
    sent = {"new_password1": password, "new_password2": password}
    return client.post(form.request["PATH_INFO"], sent)


def test_a_new_account_has_no_password_and_no_field_for_one(administrator, invited):
    assert not invited.has_usable_password()
    page = administrator.get(reverse("admin:portal_user_add")).content.decode()
    assert 'type="password"' not in page
    change = reverse("admin:portal_user_change", args=[invited.pk])
    assert page_of(invited) in administrator.get(change).content.decode()
    assert administrator.get(f"/admin/portal/user/{invited.pk}/password/").status_code != 200


def test_the_person_chooses_a_password_and_enters(administrator, invited):
    person, link = Client(), make_link(administrator, invited)
    next_page = choose(person, link).url
    assert next_page.startswith(reverse("account_login"))
    assert not get_user(person).is_authenticated
    person.post(reverse("account_login"), {"login": invited.email, "password": PASSWORD})
    assert get_user(person) == invited


@pytest.mark.parametrize("asked", [True, False])
def test_the_person_reads_what_comes_next(administrator, invited, settings, asked):
    """The password, the factor, the desk, in this order; afterwards the login says it no more."""
    address = choose(Client(), make_link(administrator, invited)).url
    settings.SECOND_FACTOR = asked
    page = unescape(Client().get(address).content.decode())
    steps = ["avec votre mot de passe", "une seconde preuve", "Votre espace s’ouvre"]
    places = [page.find(step) for step in steps]
    assert [place > 0 for place in places] == [True, asked, True]
    assert places == sorted(places) or not asked
    assert "seconde preuve" not in Client().get(reverse("account_login")).content.decode()


def test_the_secret_leaves_the_address_before_the_form_is_shown(administrator, invited):
    link = path_of(make_link(administrator, invited))
    shown = Client().get(link, follow=True)
    assert link.rstrip("/").rpartition("/")[2] not in shown.request["PATH_INFO"]
    assert "neuve@example.org" in unescape(shown.content.decode())


def test_a_link_serves_once(administrator, invited):
    link = make_link(administrator, invited)
    other = make_link(administrator, invited)
    assert choose(Client(), link) is not None
    assert choose(Client(), link) is None
    assert choose(Client(), other) is None


def test_a_link_sent_twice_at_a_time_serves_once(administrator, invited, monkeypatch):
    """Of four who sent it together, each read that the password was theirs: the last one's was."""
    link, second, chosen = (
        make_link(administrator, invited),
        Client(),
        ChosenPasswordView.form_valid,
    )
    second.get(path_of(link), follow=True)

    def overtaken(view, form):
        monkeypatch.undo()
        assert choose(second, link, "trente-deux roses jaunes").status_code == 302
        return chosen(view, form)

    monkeypatch.setattr(ChosenPasswordView, "form_valid", overtaken)
    late = choose(Client(), link)
    assert late.status_code == 200
    assert not late.context_data["validlink"]
    invited.refresh_from_db()
    assert invited.check_password("trente-deux roses jaunes")


@pytest.mark.parametrize(("hours", "serves"), [(71, True), (73, False)])
def test_a_link_serves_three_days(administrator, invited, monkeypatch, hours, serves):
    link = make_link(administrator, invited)
    later = datetime.now() + timedelta(hours=hours)  # noqa: DTZ005 - as Django reads the clock.
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert bool(choose(Client(), link)) == serves


def test_a_link_of_one_account_opens_no_other(administrator, invited):
    other = factories.make_user()
    mine, theirs = (path_of(make_link(administrator, one)) for one in (invited, other))
    forged = "/".join([*theirs.split("/")[:-2], mine.split("/")[-2], ""])
    assert choose(Client(), forged) is None


def test_a_closed_account_has_no_link_and_its_former_link_is_dead(administrator, invited):
    link = make_link(administrator, invited)
    get_user_model().objects.filter(pk=invited.pk).update(is_active=False)
    assert choose(Client(), link) is None
    assert "link" not in administrator.post(page_of(invited)).context


@pytest.mark.parametrize("weak", ["azertyuiop12", "bonjourbonjour", "neuve@example.org", "court"])
def test_a_weak_password_is_refused(administrator, invited, weak):
    response = choose(Client(), make_link(administrator, invited), weak)
    assert response.status_code == 200
    assert response.context["form"].errors
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_a_new_password_ends_the_sessions_of_the_account(administrator, invited):
    choose(Client(), make_link(administrator, invited))
    inside = Client()
    inside.force_login(get_user_model().objects.get(pk=invited.pk))
    choose(Client(), make_link(administrator, invited), "trente-deux roses jaunes")
    assert inside.get("/admin/").status_code == 302


def test_a_forged_host_gets_no_link(administrator, invited, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    administrator.raise_request_exception = False
    address = page_of(invited)
    assert administrator.post(address, headers={"host": "evil.example"}).status_code == 400
    link = make_link(administrator, invited, headers={"x-forwarded-host": "evil.example"})
    assert link.startswith("http://testserver/compte/invitation/")


@pytest.mark.usefixtures("catalogue", "quiet")
def test_only_administrators_invite_and_take_factors_away(db):
    account = factories.make_user()
    TOTP.activate(account, "A" * 32)
    opened, sent = set(), set()
    for name, client in clients().items():
        opened |= {name} if client.get(page_of(account)).status_code == 200 else set()
        sent |= {name} if client.post(page_of(account)).status_code == 200 else set()
    assert opened == sent == {"administrator"}
    assert Authenticator.objects.filter(user=account).exists()


def test_a_lost_telephone_is_taken_off_an_account(administrator, invited):
    TOTP.activate(invited, "A" * 32)
    assert administrator.post(page_of(invited), {"retirer": "oui"}).status_code == 302
    assert not Authenticator.objects.filter(user=invited).exists()
    assert SecurityEvent.objects.get(kind="factor_removed").account != invited


def test_a_link_is_asked_for_again_where_a_factor_is_needed(administrator, invited, settings):
    account = get_user(administrator)
    TOTP.activate(account, "A" * 32)
    account.set_password(PASSWORD)
    account.save()
    administrator.force_login(account)
    settings.SECOND_FACTOR = True
    response = administrator.post(page_of(invited))
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_an_account_that_becomes_an_agents_begins_anew(administrator):
    """An association may have made it under the address of somebody else, with its own password."""
    account = factories.make_user(email="futur@example.org", password=PASSWORD, is_staff=False)
    TOTP.activate(account, "A" * 32)
    sent = {"email": account.email, "full_name": "Bea", "is_active": "on", "is_staff": "on"}
    sent |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    page = reverse("admin:portal_user_change", args=[account.pk])
    response = administrator.post(page, sent, follow=True)
    assert "donnez un lien d" in response.content.decode()
    account.refresh_from_db()
    assert account.is_staff
    assert not account.has_usable_password()
    assert not Authenticator.objects.filter(user=account).exists()


def test_an_agents_account_that_is_changed_keeps_its_password(administrator):
    account = factories.make_user(email="agente@example.org", password=PASSWORD)
    sent = {"email": account.email, "full_name": "Autre nom", "is_active": "on", "is_staff": "on"}
    sent |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    administrator.post(reverse("admin:portal_user_change", args=[account.pk]), sent)
    account.refresh_from_db()
    assert account.full_name == "Autre nom"
    assert account.check_password(PASSWORD)
