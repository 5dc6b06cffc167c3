"""Coming in, and back: the sign-in, a link that is used up, somebody else's session."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from questionnaire.dossiers.access import JOINED_AS
from questionnaire.dossiers.invitations import invite
from questionnaire.models import Invitation, Member, MemberRole

from .conftest import PASSWORD, plain

JOINING = {"full_name": "Dina", "password": PASSWORD, "again": PASSWORD}
EMAIL = "dina@exemple.org"


@pytest.fixture
def invited(rive):
    """A function: the address of an invitation for Dina."""

    def path(role=MemberRole.MEMBER):
        return reverse("dossier_invitation", args=[invite(rive.organisation, EMAIL, role)])

    return path


def test_sign_in_leads_who_is_signed_in_to_their_own_pages(rive, agent, edition):
    login = reverse("account_login")
    assert rive.clients["bilal"].get(login).headers["Location"] == "/dossiers/"
    assert agent.get(login).headers["Location"] == "/admin/"
    sent = {"login": "bilal@exemple.org", "password": PASSWORD}
    assert Client().post(login, sent).headers["Location"] == "/dossiers/"


def test_dossiers_and_the_account_lead_to_each_other(rive, agent, edition):
    client = rive.clients["bilal"]
    page = plain(client.get("/dossiers/"))
    assert '<a href="/compte/">Mon compte</a>' in page
    for name in ("mfa_index", "account_change_password", "usersessions_list"):
        account = client.get(reverse(name), follow=True)
        assert '<a href="/dossiers/">Dossiers de l’association</a>' in plain(account), name
    assert "/dossiers/" not in plain(agent.get(reverse("mfa_index"))).partition("<h1>")[0]


def test_home_page_leads_to_the_space_of_associations(client, db, edition):
    page = plain(client.get(reverse("home")))
    assert '<a href="/dossiers/" hreflang="fr">Espace associations</a>' in page
    assert "Demander un compte pour une association" in page


def test_who_comes_back_by_a_used_link_signs_in(invited):
    path = invited()
    assert Client().post(path, JOINING).status_code == 302
    again = Client().get(path)
    page = plain(again)
    assert again.status_code == 404
    assert page.index("Vous avez déjà créé votre compte ?") < page.index(
        'href="/compte/connexion/"'
    )
    # An address that has no account reads the same.
    unknown = reverse("dossier_invitation", args=["jamais-donne"])
    assert plain(Client().get(unknown)) == page.replace(path, unknown)


def test_new_member_finds_the_address_on_the_page_to_sign_in(invited, edition):
    browser = Client()
    page = browser.post(invited(), JOINING)
    assert EMAIL not in page.headers["Location"]
    login = browser.get(page.headers["Location"])
    assert f'value="{EMAIL}"' in plain(login)
    assert EMAIL not in plain(Client().get(reverse("account_login")))
    browser.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert JOINED_AS not in browser.session


def test_of_two_associations_that_let_one_address_in_at_once_one_reads_that_it_cannot(
    rive, invited, monkeypatch
):
    path = invited()
    accounts = get_user_model().objects

    def made(email, *rest, **fields):
        # The link of another association has made the account in this instant.
        if not accounts.filter(email=email).exists():
            accounts.create(email=email)
        return create_user(email, *rest, **fields)

    create_user = accounts.create_user
    monkeypatch.setattr(type(accounts), "create_user", lambda _, *sent, **more: made(*sent, **more))
    refused = Client().post(path, JOINING)
    assert refused.status_code == 404
    assert "il ne peut pas servir pour cette adresse" in refused.text
    assert not Invitation.objects.exists()
    journal = rive.clients["awa"].get("/dossiers/association/journal/").text
    assert f"Un lien n’a pas pu servir pour {EMAIL}" in journal


def test_nobody_joins_in_the_session_of_somebody_else(rive, invited):
    client, path = rive.clients["awa"], invited()
    for response in (client.get(path), client.post(path, JOINING)):
        page = plain(response)
        assert "Quelqu’un est déjà connecté ici, avec l’adresse awa@exemple.org" in page
        assert 'name="full_name"' not in page
    assert not get_user_model().objects.filter(email=EMAIL).exists()
    assert Invitation.objects.exists()
    left = client.post(path, {"leave": "1"})
    assert left.headers["Location"] == path
    assert 'name="full_name"' in plain(client.get(path))
    client.post(path, JOINING)
    assert Member.objects.filter(account__email=EMAIL).exists()


def test_who_will_administer_reads_what_that_is(invited):
    words = "Vous administrerez aussi l’association : vous inviterez"
    assert words in plain(Client().get(invited(MemberRole.ADMINISTRATOR)))
    assert words not in plain(Client().get(invited()))


def test_new_link_takes_the_focus_and_is_copied_at_a_press(rive, edition):
    awa = rive.clients["awa"]
    pages = (
        awa.post("/dossiers/association/", {"email": EMAIL}),
        awa.post("/dossiers/calendrier/", {"open": "1"}),
    )
    for response in pages:
        page = plain(response)
        assert 'id="lien" rows="3" readonly dir="ltr" data-select data-focus>' in page
        assert 'data-copy="lien"' in page
        assert "js/copy" in page
    for path in ("/dossiers/association/", "/dossiers/calendrier/"):
        assert "js/copy" not in plain(awa.get(path))
