"""National administrators open an association at the desk and suspend it, and read nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procedures.models import SecurityEvent
from questionnaire.dossiers.content import DossierCard, DossierContent, new_dossier, save
from questionnaire.dossiers.invitations import create_organisation, invite
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Dossier, Invitation, Member, MemberRole, Organisation

PASSWORD = "deux girafes lentes"
LIST = "/admin/associations/"
RIVE = {"name": "La Rive", "departments": "82, 2a", "email": "Awa@exemple.org"}
JOINING = {"full_name": "Awa", "password": PASSWORD, "again": PASSWORD}


def signed_in(**options):
    make = get_user_model().objects
    make = make.create_superuser if options.pop("superuser", False) else make.create_user
    account = make(f"{options.pop('name')}@exemple.org", PASSWORD, **options)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def administration(db):
    return signed_in(name="nationale", superuser=True)


def link_in(response):
    return response.context["link"].partition("testserver")[2]


def page_of(organisation):
    return f"{LIST}{organisation.pk}/"


@pytest.fixture
def joined(db):
    """An association with one administrator; returns (the association, their browser)."""
    made = create_organisation("Le Pont", ["34"])
    client = signed_in(name="chen", is_staff=False)
    account = get_user_model().objects.get(email="chen@exemple.org")
    Member.objects.create(organisation=made, account=account, role=MemberRole.ADMINISTRATOR)
    return made, client


def test_association_is_opened_and_its_first_administrator_comes_in(administration):
    response = administration.post(LIST, RIVE)
    made = Organisation.objects.get()
    assert (made.name, made.departments) == ("La Rive", ["82", "2A"])
    assert Client().post(link_in(response), JOINING).status_code == 302
    member = Member.objects.get()
    assert (member.organisation, member.is_administrator) == (made, True)
    assert not member.account.is_staff
    events = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.INVITED)
    assert "La Rive" in events.get().about


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"departments": "82, 999"},
        {"departments": " , "},
        {"email": "awa"},
        {"email": "nationale@exemple.org"},
        {"name": "le pont"},
    ],
)
def test_what_is_wrong_opens_nothing(administration, joined, wrong):
    response = administration.post(LIST, RIVE | wrong)
    assert response.status_code == 422
    assert Organisation.objects.count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/"])
def test_pages_are_open_to_national_administrators_only(db, joined, address):
    agent, member = signed_in(name="agent", is_staff=True), joined[1]
    for client, status in ((Client(), 302), (agent, 403), (member, 403)):
        assert client.get(address).status_code == status
        assert client.post(address, RIVE | {"suspendre": "oui"}).status_code == status
    assert Organisation.objects.get().suspended_at is None


def test_suspended_association_opens_nothing_until_it_is_opened_again(administration, joined):
    organisation, chen = joined
    feed = chen.post("/dossiers/calendrier/", {"open": "1"}).context["link"]
    invitation = reverse("dossier_invitation", args=[invite(organisation, "dina@exemple.org")])
    addresses = ["/dossiers/semaine/", "/dossiers/association/", "/dossiers/association/journal/"]

    administration.post(page_of(organisation), {"suspendre": "oui"})
    for address in addresses:
        response = chen.get(address)
        assert response.status_code == 403
        assert "Votre association est suspendue" in response.content.decode()
    assert Client().get(feed.partition("testserver")[2]).status_code == 404
    assert Client().get(invitation).status_code == 404
    assert Client().post(invitation, JOINING).status_code == 404

    administration.post(page_of(organisation), {"rouvrir": "oui"})
    assert [chen.get(address).status_code for address in addresses] == [200, 200, 200]
    assert Client().get(feed.partition("testserver")[2]).status_code == 200
    assert Client().get(invitation).status_code == 200


def test_suspended_association_reads_what_is_deleted_soon_and_takes_everything_out(
    administration, joined, edition
):
    organisation, chen = joined
    bilal = signed_in(name="bilal", is_staff=False)
    account = get_user_model().objects.get(email="bilal@exemple.org")
    Member.objects.create(organisation=organisation, account=account)
    for reference, days in (("A-001", 360), ("A-002", 300)):
        dossier, cipher = new_dossier(organisation, Member.objects.first()), cipher_of(organisation)
        save(dossier, cipher, DossierCard(reference), DossierContent(), 1)
        opened_at = timezone.now() - timedelta(days=days)
        Dossier.objects.filter(pk=dossier.pk).update(opened_at=opened_at)
    administration.post(page_of(organisation), {"suspendre": "oui"})

    for client, exports in ((chen, True), (bilal, False)):
        page = client.get("/dossiers/").content.decode()
        assert "A-001" in page
        assert "A-002" not in page
        assert ("/dossiers/association/export.json" in page) == exports
    response = chen.post("/dossiers/association/export.json")
    assert [one["reference"] for one in response.json()["dossiers"]] == ["A-001", "A-002"]
    assert bilal.post("/dossiers/association/export.json").status_code == 403


def test_nobody_is_let_into_an_association_that_has_members(administration, joined):
    """Else whoever runs the site could read what the association keeps."""
    organisation, _chen = joined
    assert (
        "Inviter la première personne"
        not in administration.get(page_of(organisation)).content.decode()
    )
    sent = {"inviter": "oui", "email": "eve@exemple.org"}
    assert administration.post(page_of(organisation), sent).status_code == 403
    assert not Invitation.objects.exists()


def lost(administration, organisation, email):
    sent = {"oubli": "oui", "email": email}
    return administration.post(page_of(organisation), sent)


def test_administrator_who_lost_the_password_reads_the_dossiers_again(
    administration, joined, edition
):
    organisation, inside = joined
    dossier, cipher = new_dossier(organisation, Member.objects.get()), cipher_of(organisation)
    save(dossier, cipher, DossierCard("A-001"), DossierContent(), 1)
    response = lost(administration, organisation, "Chen@exemple.org")
    assert "A-001" not in response.content.decode()
    chen, chosen = Client(), "trois girafes rapides"
    form = chen.get(link_in(response), follow=True)
    new = {"new_password1": chosen, "new_password2": chosen}
    login = chen.post(form.request["PATH_INFO"], new).url
    assert login == "/compte/connexion/?next=%2Fdossiers%2F&compte=choisi"
    assert inside.get("/dossiers/").status_code == 302
    chen.post("/compte/connexion/", {"login": "chen@exemple.org", "password": chosen})
    assert "A-001" in chen.get("/dossiers/").content.decode()
    assert "un nouveau mot de passe" in chen.get("/dossiers/association/journal/").content.decode()
    about = SecurityEvent.objects.get(kind=SecurityEvent.Kind.INVITED).about
    assert about == "chen@exemple.org, nouveau mot de passe (association « Le Pont »)"


def test_nobody_else_gets_a_new_password_from_the_page_of_an_association(administration, joined):
    organisation, _chen = joined
    other = create_organisation("La Rive", ["82"])
    for name, where, role in (
        ("bilal", organisation, MemberRole.MEMBER),
        ("dina", other, MemberRole.ADMINISTRATOR),
    ):
        account = get_user_model().objects.create_user(f"{name}@exemple.org", is_staff=False)
        Member.objects.create(organisation=where, account=account, role=role)
    for name in ("bilal", "dina", "nationale", "personne"):
        response = lost(administration, organisation, f"{name}@exemple.org")
        assert response.status_code == 422
        assert "link" not in response.context
    waiting = create_organisation("Le Quai", ["31"])
    assert lost(administration, waiting, "chen@exemple.org").status_code == 403


def test_new_link_closes_those_before_it(administration):
    first = link_in(administration.post(LIST, RIVE))
    sent = {"inviter": "oui", "email": "awa.rive@exemple.org"}
    second = link_in(administration.post(page_of(Organisation.objects.get()), sent))
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert Invitation.objects.get().role == MemberRole.ADMINISTRATOR


def test_desk_tells_nothing_of_what_an_association_keeps(administration, joined):
    page = administration.get(page_of(joined[0])).content.decode()
    assert "Le Pont" in page
    assert "chen" not in page.lower()


def test_menu_leads_there(administration):
    assert 'href="/admin/associations/"' in administration.get("/admin/").content.decode()
    agent = signed_in(name="agent", is_staff=True)
    assert "/admin/associations/" not in agent.get("/admin/").content.decode()


@pytest.mark.parametrize("contact", ["ecrire@exemple.org", ""])
def test_association_finds_how_to_ask_for_an_account(db, settings, contact):
    settings.PUBLISHER = {**settings.PUBLISHER, "contact": contact}
    page = Client().get("/dossiers/demander/").content.decode()
    assert ("mailto:ecrire@exemple.org" in page) == bool(contact)
    assert "La personne qui administrera le compte reçoit un lien." in page
    assert "une application sur son téléphone" in page
    assert 'href="/dossiers/demander/"' in Client().get("/compte/connexion/").content.decode()


def test_form_without_a_known_button_opens_nothing_again(administration, db):
    made = create_organisation("La Rive", ["82"])
    administration.post(page_of(made), {"suspendre": "oui"})
    administration.post(page_of(made), {"autre": "oui"})
    made.refresh_from_db()
    assert made.suspended_at
