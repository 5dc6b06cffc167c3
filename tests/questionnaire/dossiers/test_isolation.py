"""Nobody but the members of an association reaches anything of it, by any address."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from procedures.models import SecurityEvent
from questionnaire.dossiers.access import QuietPage
from questionnaire.dossiers.urls import urlpatterns
from questionnaire.models import Dossier, Invitation, LoggedAct, Member

from .conftest import NAMES, OF_A_LINK, PASSWORD, SENT, asked

ADMINISTRATION = {
    "association_withdraw",
    "association_remove",
    "association_journal",
    "association_export",
    "association_export as a workbook",
    "association_end",
}
SECRET = ("La Rive", "bilal", "Bilal", "awa@", "SECRET-1", "attend-secret", "dina@")


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Dossier, Invitation, Member)]


def said(responses):
    return "".join(one.content.decode(errors="replace") for one in responses) + "".join(
        str(one.headers) for one in responses
    )


def views_of(resolver):
    """Yield the view of every address of the site, and its name."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from views_of(one)
        else:
            yield getattr(one.callback, "view_class", one.callback), one.name


def test_every_address_is_tried(kept):
    """Wherever a page for members is added, it is among those that the others are tried on."""
    of_members = {
        name
        for view, name in views_of(get_resolver())
        if isinstance(view, type) and issubclass(view, QuietPage)
    }
    assert of_members == {*NAMES}
    assert {one.partition(" ")[0] for one in kept.addresses} | OF_A_LINK == of_members
    assert len(kept.addresses) > 12


def test_nobody_who_is_not_signed_in_is_told_anything(kept, edition, subtests):
    before = rows()
    for name, address in kept.addresses.items():
        with subtests.test(name):
            responses = asked(Client(), address)
            assert {one.status_code for one in responses} == {302}
            assert all(one.headers["Location"].startswith("/compte/") for one in responses)
            assert not [word for word in SECRET if word in said(responses)]
    assert rows() == before


def test_agents_are_told_nothing(kept, agent, subtests):
    before = rows()
    for name, address in kept.addresses.items():
        with subtests.test(name):
            responses = asked(agent, address)
            assert {one.status_code for one in responses} == {403}
            assert not [word for word in SECRET if word in said(responses)]
    assert rows() == before


def test_members_of_another_association_are_told_nothing(kept, other, subtests):
    chen = other.clients["chen"]
    before = of_association(kept)
    for name, address in kept.addresses.items():
        with subtests.test(name):
            responses = asked(chen, address)
            assert not [word for word in SECRET if word in said(responses[:1])]
            # The name of the other association was sent: only that comes back.
            assert not [word for word in SECRET[1:] if word in said(responses)]
    assert of_association(kept) == before


def of_association(kept):
    own = kept.organisation.pk
    return [[row for row in one if row["organisation_id"] == own] for one in rows()]


def test_addresses_of_things_answer_as_if_they_did_not_exist(kept, other, subtests):
    chen = other.clients["chen"]
    for name in NAMES:
        pattern = next(one for one in urlpatterns if one.name == name).pattern
        if {"code", "pk"} & {*pattern.converters}:
            with subtests.test(name):
                for response in asked(chen, kept.addresses[name]):
                    assert response.status_code in (404, 405)


def test_former_members_are_out(kept):
    bilal = kept.clients["bilal"]
    kept.member("bilal").account.delete()
    for address in kept.addresses.values():
        assert bilal.get(address).status_code == 302
    assert Client().get(kept.feed).status_code == 404


def test_members_do_not_administer(kept, subtests):
    before = rows()
    for name in sorted(ADMINISTRATION):
        with subtests.test(name):
            responses = asked(kept.clients["bilal"], kept.addresses[name])
            assert {one.status_code for one in responses} == {403}
    assert rows() == before


def test_members_reach_nothing_of_the_desk(kept):
    for address in ("/admin/", "/admin/portal/user/", "/admin/procedures/procedure/"):
        assert kept.clients["awa"].get(address).status_code == 302


def test_form_without_its_token_does_nothing(kept, edition, subtests):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(kept.member("awa").account)
    before, acts = rows(), LoggedAct.objects.count()
    for name, address in kept.addresses.items():
        with subtests.test(name):
            assert forged.post(address, SENT).status_code == 403
            assert rows() == before
            assert LoggedAct.objects.count() == acts


def test_links_that_are_guessed_or_used_again_open_nothing(kept):
    for name in ("dossier_invitation", "dossier_feed"):
        for token in ("a", "unknown", "x" * 43):
            address = reverse(name, args=[token])
            assert Client().get(address).status_code == 404
            assert Client().post(address, SENT).status_code in (404, 405)
    kept.clients["bilal"].post("/dossiers/calendrier/", {"close": "1"})
    assert Client().get(kept.feed).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "agent", "removed"])
def test_run_of_a_dossier_opens_it_to_nobody_outside(kept, agent, who):
    """Whoever finds the cookie of a reopened dossier, on a shared computer, reads none of it."""
    bilal = kept.clients["bilal"]
    reopened = bilal.post(f"/dossiers/dossier/{kept.dossier.code}/rouvrir/")
    run = reopened.headers["Location"].split("/")[3]
    if who == "removed":
        kept.clients["awa"].post(kept.addresses["association_remove"])
    client = {"anonymous": Client(), "agent": agent, "removed": bilal}[who]
    client.cookies[f"run_{run}"] = bilal.cookies[f"run_{run}"].value
    before = rows()
    responses = asked(client, f"/dossiers/enregistrer/{run}/")
    assert {one.status_code for one in responses} == {403 if who == "agent" else 302}
    answer = client.get(f"/fr/demarche/{run}/resultat/")
    assert "data-expired" in answer.text
    told = (*SECRET, kept.dossier.code)
    assert not [word for word in told if word in said([*responses, answer])]
    assert "/dossiers/enregistrer/" not in said([answer])
    assert rows() == before


@pytest.mark.parametrize("who", ["awa", "bilal"])
def test_pages_are_kept_by_nobody(kept, who, subtests):
    for name, address in kept.addresses.items():
        with subtests.test(name):
            response = kept.clients[who].get(address)
            assert response.headers["Cache-Control"] == "no-store"
            assert "noindex" in response.headers["X-Robots-Tag"]


def test_journal_of_one_association_is_not_that_of_another(kept, other):
    page = other.clients["chen"].get("/dossiers/association/journal/").content.decode()
    assert "Rien encore" in page
    assert LoggedAct.objects.filter(organisation=kept.organisation).exists()


def test_who_administers_the_site_reads_of_no_member(kept, agent, subtests):
    """Neither in the list of accounts, nor at their addresses, nor among those who get a right."""
    accounts = reverse("admin:portal_user_changelist")
    of_members = [
        reverse(f"admin:portal_user_{page}", args=[kept.member("bilal").account.pk])
        for page in ("change", "delete", "history", "invitation")
    ]
    elsewhere = [
        accounts,
        f"{accounts}?q=exemple.org",
        reverse("admin:procedures_departmentmembership_add"),
        reverse("admin:procedures_securityevent_changelist"),
        reverse("organisations"),
        reverse("organisation", args=[kept.organisation.pk]),
    ]
    for address in (*of_members, *elsewhere):
        with subtests.test(address):
            response = agent.get(address, follow=True)
            assert response.status_code in ((200, 404) if address in of_members else (200,))
            assert not [word for word in ("Awa", *SECRET[1:]) if word in response.text]


def test_journal_of_security_names_no_member(kept, db):
    kept.clients["bilal"].logout()
    login = reverse("account_login")
    for password in ("faux", PASSWORD):
        Client().post(login, {"login": "bilal@exemple.org", "password": password})
    told = [(one.kind, one.name, one.account) for one in SecurityEvent.objects.order_by("pk")]
    member = "un membre d'une association"
    assert told == [("login_refused", member, None), ("login", member, None)]


def test_who_administers_the_site_takes_over_no_account_of_an_association(kept, agent, subtests):
    """Neither by a password, nor by a second factor that is taken away, nor by an open desk."""
    for name in ("awa", "bilal"):
        account = kept.member(name).account
        TOTP.activate(account, "A" * 32)
        account_page = reverse("admin:portal_user_change", args=[account.pk])
        page = reverse("admin:portal_user_invitation", args=[account.pk])
        before = SecurityEvent.objects.count()
        with subtests.test(name):
            for sent in ({}, {"retirer": "oui"}):
                assert agent.post(page, sent).status_code == 404
            opened = {"email": account.email, "is_active": "on", "is_staff": "on"}
            opened |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
            for address in (account_page, f"{account_page.removesuffix('change/')}delete/"):
                assert agent.post(address, opened | {"post": "yes"}).status_code in (302, 404)
            account.refresh_from_db()
            assert not account.is_staff
            assert account.check_password(PASSWORD)
            assert Authenticator.objects.filter(user=account).exists()
            assert SecurityEvent.objects.count() == before
