"""Members come by a link that serves once, and go at once."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from questionnaire.models import Invitation, Member, Organisation

from .conftest import PASSWORD

JOINING = {"full_name": "Dina", "password": PASSWORD, "again": PASSWORD}
INVITED = {"email": "Dina@Exemple.org"}


def link_in(response):
    return response.context["link"].partition("testserver")[2]


def invite(client):
    return link_in(client.post("/dossiers/association/", INVITED))


def test_command_makes_an_association_whose_administrator_chooses_a_password(db, capsys):
    call_command(
        "dossiers", "organisation", "La Rive", administrator="awa@exemple.org", departments="82, 31"
    )
    path = capsys.readouterr().out.strip().splitlines()[-1]
    response = Client().post(path, {**JOINING, "full_name": "Awa"})
    assert response.status_code == 302
    member = Member.objects.get()
    assert (member.organisation.name, member.organisation.departments) == ("La Rive", ["82", "31"])
    assert member.is_administrator
    assert not member.account.is_staff
    assert member.account.check_password(PASSWORD)


def test_who_is_invited_is_a_member_without_any_right_at_the_desk(rive):
    path = invite(rive.clients["awa"])
    client = Client()
    assert "La Rive" in client.get(path).content.decode()
    assert client.post(path, JOINING).status_code == 302
    member = Member.objects.get(account__email="dina@exemple.org")
    assert member.organisation == rive.organisation
    assert not member.is_administrator
    client.force_login(member.account)
    assert client.get("/dossiers/association/").status_code == 200
    assert client.get("/admin/").status_code == 302


def test_link_serves_once(rive):
    path = invite(rive.clients["awa"])
    Client().post(path, JOINING)
    for response in (Client().get(path), Client().post(path, {**JOINING, "full_name": "Eve"})):
        assert response.status_code == 404
    assert get_user_model().objects.filter(full_name="Eve").count() == 0


def test_link_is_of_no_use_after_three_days(rive):
    path = invite(rive.clients["awa"])
    Invitation.objects.update(expires_at=timezone.now() + timedelta(hours=71))
    assert Client().get(path).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 404
    assert Client().post(path, JOINING).status_code == 404


def test_link_lives_72_hours(rive):
    invite(rive.clients["awa"])
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(hours=71, minutes=59) < left <= timedelta(hours=72)


def test_database_does_not_hold_the_link(rive):
    token = invite(rive.clients["awa"]).strip("/").split("/")[-1]
    stored = Invitation.objects.values().get()
    assert not [value for value in stored.values() if token in str(value)]


def test_who_makes_an_account_reads_so_on_the_page_to_sign_in(rive):
    made = Client().post(invite(rive.clients["awa"]), JOINING)
    page = Client().get(made.headers["Location"]).content.decode()
    assert "Votre compte est créé." in page
    assert 'name="next" value="/dossiers/"' in page
    assert "Votre compte est créé" not in Client().get("/compte/connexion/").content.decode()


def test_new_invitation_closes_the_one_before(rive):
    first, second = invite(rive.clients["awa"]), invite(rive.clients["awa"])
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_expired_invitation_waits_no_more(rive, edition):
    """Before the night deletes it, too."""
    invite(rive.clients["awa"])
    page, export = "/dossiers/association/", "/dossiers/association/export.json"
    read = [rive.clients["awa"].get(page), rive.clients["awa"].post(export)]
    assert all("dina@exemple.org" in one.text for one in read)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Invitations en attente" not in rive.clients["awa"].get(page).text
    assert rive.clients["awa"].post(export).json()["invitations"] == []


def test_withdrawn_invitation_opens_nothing(rive):
    path = invite(rive.clients["awa"])
    pk = Invitation.objects.get().pk
    rive.clients["awa"].post(f"/dossiers/association/invitation/{pk}/retirer/")
    assert Client().get(path).status_code == 404
    journal = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "Awa a annulé l’invitation de dina@exemple.org" in journal


def test_invitation_takes_over_no_account_that_exists(rive, agent):
    response = rive.clients["awa"].post("/dossiers/association/", {"email": "agent@exemple.org"})
    path = link_in(response)
    refused = Client().post(path, JOINING)
    assert refused.status_code == 404
    assert "il ne peut pas servir pour cette adresse" in refused.content.decode()
    # Tried again and again, one link would tell who works elsewhere: it is used up, and noted.
    assert Client().get(path).status_code == 404
    journal = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "Un lien n’a pas pu servir pour agent@exemple.org" in journal
    account = get_user_model().objects.get(email="agent@exemple.org")
    assert account.full_name == ""
    assert not Member.objects.filter(account=account).exists()


def test_link_does_not_tell_who_invites_whether_an_address_has_an_account(rive, other, agent):
    awa, pages = rive.clients["awa"], set()
    for email in ("agent@exemple.org", "chen@exemple.org", "personne@exemple.org"):
        path = link_in(awa.post("/dossiers/association/", {"email": email}))
        wrong = Client().post(path, {**JOINING, "again": "autre chose encore"})
        for response in (Client().get(path), wrong):
            text = response.content.decode().replace(email, "").replace(path, "")
            text = re.sub('name="csrfmiddlewaretoken" value="[^"]+"', "", text)
            pages.add((response.status_code, text))
    assert len(pages) == 2


@pytest.mark.parametrize(
    "sent",
    [
        {**JOINING, "again": "autre chose encore"},
        {**JOINING, "password": "court", "again": "court"},
        {**JOINING, "full_name": ""},
    ],
)
def test_bad_account_is_told_and_the_link_still_serves(rive, sent):
    path = invite(rive.clients["awa"])
    response = Client().post(path, sent)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert Client().get(path).status_code == 200


def test_bad_address_is_told(rive):
    response = rive.clients["awa"].post("/dossiers/association/", {"email": "dina"})
    assert response.status_code == 422
    assert "nom@exemple.fr" in response.content.decode()
    assert not Invitation.objects.exists()


def test_only_administrators_invite_and_remove(rive):
    bilal = rive.clients["bilal"]
    assert bilal.post("/dossiers/association/", INVITED).status_code == 404
    awa = rive.member("awa").pk
    assert bilal.post(f"/dossiers/association/membre/{awa}/retirer/").status_code == 403
    assert not Invitation.objects.exists()
    assert rive.member("awa")


def test_who_is_removed_is_out_at_once(rive):
    bilal = rive.clients["bilal"]
    assert bilal.get("/dossiers/association/").status_code == 200
    path = f"/dossiers/association/membre/{rive.member('bilal').pk}/retirer/"
    assert "bilal@exemple.org" in rive.clients["awa"].get(path).content.decode()
    rive.clients["awa"].post(path)
    response = bilal.get("/dossiers/association/")
    assert (response.status_code, "/dossiers/" in response.headers["Location"]) == (302, True)
    assert not get_user_model().objects.filter(email="bilal@exemple.org").exists()


def test_last_administrator_stays(rive):
    awa = rive.clients["awa"]
    path = f"/dossiers/association/membre/{rive.member('awa').pk}/retirer/"
    assert "seule personne" in awa.get(path).content.decode()
    awa.post(path)
    assert rive.member("awa")


def test_association_deletes_itself_with_all_that_it_keeps(rive, other):
    awa = rive.clients["awa"]
    refused = awa.post("/dossiers/association/supprimer/", {"name": "La Rivière"})
    assert refused.status_code == 422
    assert awa.post("/dossiers/association/supprimer/", {"name": "La Rive"}).status_code == 200
    assert list(Organisation.objects.all()) == [other.organisation]
    assert Member.objects.count() == 1
    assert list(get_user_model().objects.values_list("email", flat=True)) == ["chen@exemple.org"]
    assert awa.get("/dossiers/association/").status_code == 302


def test_leaving_ends_the_session(rive):
    awa = rive.clients["awa"]
    awa.post("/dossiers/sortir/")
    assert awa.get("/dossiers/association/").status_code == 302


def test_members_pass_a_second_factor_where_the_site_serves_the_public(rive, settings):
    settings.SECOND_FACTOR = True
    response = rive.clients["awa"].get("/dossiers/association/")
    assert (response.status_code, response.headers["Location"]) == (302, "/compte/securite/")


def test_who_became_an_agent_keeps_the_account_of_the_desk(rive):
    """An association decides who works there, never who enters the desk."""
    leaving = rive.member("bilal")
    get_user_model().objects.filter(pk=leaving.account_id).update(is_staff=True)
    rive.clients["awa"].post(f"/dossiers/association/membre/{leaving.pk}/retirer/")
    assert not Member.objects.filter(pk=leaving.pk).exists()
    assert get_user_model().objects.filter(pk=leaving.account_id).exists()


def forgotten(client, member):
    return client.post("/dossiers/association/", {"forgotten": member.pk})


def test_colleague_who_forgot_the_password_gets_a_link_and_keeps_the_dossiers(rive, keep):
    """To remove and invite again left the dossiers to nobody."""
    awa, bilal = rive.clients["awa"], rive.member("bilal")
    dossier = keep(rive.clients["bilal"], "A-1")
    asking = awa.get("/dossiers/association/").content.decode()
    assert f'name="forgotten" value="{bilal.pk}"' in asking
    page, anew, chosen = forgotten(awa, bilal), Client(), "trois lapins rapides"
    form = anew.get(link_in(page), follow=True).request["PATH_INFO"]
    anew.post(form, {"new_password1": chosen, "new_password2": chosen})
    anew.post("/compte/connexion/", {"login": "bilal@exemple.org", "password": chosen})
    assert anew.get(f"/dossiers/dossier/{dossier.code}/").status_code == 200
    dossier.refresh_from_db()
    assert dossier.holder == bilal
    assert rive.clients["bilal"].get("/dossiers/").status_code == 302
    journal = awa.get("/dossiers/association/journal/").content.decode()
    assert "Awa a donné un lien pour un nouveau mot de passe à Bilal" in journal
    used = anew.get(link_in(page), follow=True).content.decode()
    assert "new_password1" not in used


def test_no_password_is_given_to_strangers_to_agents_nor_by_who_does_not_administer(rive, other):
    awa, bilal = rive.clients["awa"], rive.member("bilal")
    assert forgotten(rive.clients["bilal"], rive.member("awa")).status_code == 404
    for member in (other.member("chen"), rive.member("awa")):
        assert forgotten(awa, member).status_code == 404
    for sent in ("", "x", "²", "9" * 5_000):
        assert awa.post("/dossiers/association/", {"forgotten": sent}).status_code == 404
    get_user_model().objects.filter(pk=bilal.account_id).update(is_staff=True)
    assert forgotten(awa, bilal).status_code == 404


def lost(client, member):
    return client.post("/dossiers/association/", {"lost": member.pk})


def test_colleague_who_lost_the_telephone_chooses_another_second_factor(rive):
    """The site cannot take it away: whoever could would read the dossiers."""
    awa, bilal = rive.clients["awa"], rive.member("bilal")
    button = f'name="lost" value="{bilal.pk}"'
    assert button not in awa.get("/dossiers/association/").text
    totp.TOTP.activate(bilal.account, totp.generate_totp_secret())
    assert button in awa.get("/dossiers/association/").text
    assert lost(awa, bilal).status_code == 302
    assert not Authenticator.objects.filter(user=bilal.account).exists()
    assert bilal.account.check_password(PASSWORD)
    journal = awa.get("/dossiers/association/journal/").text
    assert "Awa a retiré le second facteur de Bilal" in journal


def test_no_second_factor_is_taken_from_strangers_nor_by_who_does_not_administer(rive, other):
    awa, bilal = rive.clients["awa"], rive.member("bilal")
    everybody = (rive.member("awa"), other.member("chen"), bilal)
    for member in everybody:
        totp.TOTP.activate(member.account, totp.generate_totp_secret())
    assert lost(rive.clients["bilal"], rive.member("awa")).status_code == 404
    for member in everybody[:2]:
        assert lost(awa, member).status_code == 404
    for sent in ("", "x", "²", "9" * 5_000):
        assert awa.post("/dossiers/association/", {"lost": sent}).status_code == 404
    get_user_model().objects.filter(pk=bilal.account_id).update(is_staff=True)
    assert lost(awa, bilal).status_code == 404
    assert Authenticator.objects.count() == len(everybody)


@pytest.mark.parametrize(
    "path", ["export.json", "export.xlsx", "supprimer/", "", "membre/1/retirer/"]
)
def test_session_left_open_takes_nothing_out_and_lets_nobody_in(rive, settings, path):
    """A laptop that somebody walks away with: what goes out, or ends, needs a recent proof."""
    settings.SECOND_FACTOR = True
    awa = rive.clients["awa"]
    totp.TOTP.activate(rive.member("awa").account, totp.generate_totp_secret())
    assert awa.get("/dossiers/association/journal/").status_code == 200
    asked = awa.post(f"/dossiers/association/{path}", {"name": "La Rive", **INVITED})
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/compte/confirmer/")
    assert Organisation.objects.exists()
    assert not Invitation.objects.exists()
