"""What becomes of the dossiers of who leaves, and who else administers the association."""

import pytest

from questionnaire.models import Dossier, MemberRole

OF_A_MEMBER = "/dossiers/association/membre"


def test_removing_a_member_says_what_they_leave_and_leads_to_it(rive, keep):
    awa, bilal = rive.clients["awa"], rive.member("bilal")
    for name in ("A-1", "A-2"):
        keep(rive.clients["bilal"], name)
    page = awa.get(f"{OF_A_MEMBER}/{bilal.pk}/retirer/").text
    assert "Retirer Bilal\xa0?" in page.replace("&nbsp;", "\xa0")
    assert "Bilal suit 2 dossiers." in page
    assert "Voir lesquels" not in awa.get("/dossiers/association/").text
    told = awa.post(f"{OF_A_MEMBER}/{bilal.pk}/retirer/", follow=True).text
    assert "Bilal n’a plus accès. 2 dossiers sans suivi." in told
    assert 'name="holder" value="none"><span>Voir lesquels</span>' in told
    found = awa.post("/dossiers/", {"holder": "none"}).context["page"]
    assert {one.card.reference for one in found} == {"A-1", "A-2"}


def test_dossier_that_nobody_follows_says_so_everywhere(rive, keep):
    awa, dossier = rive.clients["awa"], keep(rive.clients["bilal"], "A-1")
    words = "Personne ne suit ce dossier"
    pages = ["/dossiers/", f"/dossiers/dossier/{dossier.code}/"]
    assert not [one for one in pages if words in awa.get(one).text]
    Dossier.objects.update(holder=None)
    assert [one for one in pages if words not in awa.get(one).text] == []


def test_another_member_administers_and_no_longer_does(rive):
    awa, bilal = rive.clients["awa"], rive.member("bilal")
    give, take = (
        f"{OF_A_MEMBER}/{bilal.pk}/{one}/" for one in ("administrer", "ne-plus-administrer")
    )
    assert f'href="{give}"' in awa.get("/dossiers/association/").text
    assert "Bilal administrera l’association" in awa.get(give).text
    assert not rive.member("bilal").is_administrator
    assert "Bilal administre l’association." in awa.post(give, follow=True).text
    assert rive.member("bilal").is_administrator
    assert rive.clients["bilal"].get("/dossiers/association/journal/").status_code == 200
    assert f'href="{take}"' in awa.get("/dossiers/association/").text
    awa.post(take)
    assert not rive.member("bilal").is_administrator
    journal = awa.get("/dossiers/association/journal/").text
    assert "Awa a donné l’administration de l’association à Bilal" in journal
    assert "Awa a repris l’administration de l’association à Bilal" in journal


def test_last_administrator_administers_for_ever(rive):
    awa = rive.clients["awa"]
    path = f"{OF_A_MEMBER}/{rive.member('awa').pk}/ne-plus-administrer/"
    assert "administre seul l’association" in awa.get(path).text
    awa.post(path)
    assert rive.member("awa").is_administrator


@pytest.mark.parametrize("place", ["administrer", "ne-plus-administrer"])
def test_only_administrators_of_the_same_association_say_who_administers(rive, other, place):
    chen = other.member("chen")
    for client, member in (
        (rive.clients["bilal"], rive.member("bilal")),
        (rive.clients["awa"], chen),
        (other.clients["chen"], rive.member("bilal")),
    ):
        response = client.post(f"{OF_A_MEMBER}/{member.pk}/{place}/")
        assert response.status_code in (403, 404)
    assert not rive.member("bilal").is_administrator
    assert chen.role == MemberRole.ADMINISTRATOR


def test_each_button_for_a_member_has_its_own_words_beside_it(rive):
    page = rive.clients["awa"].get("/dossiers/association/").text
    acts = page.partition("Nouveau mot de passe")[2].partition("</details>")[0]
    assert acts.index("donner à cette personne seulement") < acts.index("Faire administrer")
    assert acts.index("Retirer") < acts.index("Les dossiers restent à l’association")
    assert "Sinon, à qui administre ce site." in page
    assert "Nouveau mot de passe" not in rive.clients["bilal"].get("/dossiers/association/").text
