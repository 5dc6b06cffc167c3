"""A planned edition whose entry was removed since says so, and offers what may be done."""

import re
from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import in_memory, planned, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.orphaned import PUT_BACK
from tests import factories

from .test_planned_editions import NEW_YEAR, choice, december, url

__all__ = ["december"]
pytestmark = pytest.mark.usefixtures("catalogue")
AWAITED = "attend un choix : une fiche dont il a besoin a été retirée depuis."


def in_the_edition(number, section):
    return {one["title"] for one in in_memory.plain_of(number)[section]}


@pytest.mark.parametrize(("said", "kept"), [("publie", False), ("prevu", True)])
def test_what_was_removed_meanwhile_is_said_and_stays_so_or_comes_back(client_of, said, kept):
    factories.make_document(key="visa", title_fr="Visa")
    publisher.publish()
    plan({"visa": "Visa selon la loi", "passeport": "Passeport selon la loi"})
    models.Document.objects.get(key="visa").delete()
    models.Document.objects.update(title_fr="Passeport")
    publisher.publish(only="national")
    client = client_of("national")
    assert AWAITED in unescape(client.get(reverse("admin:index")).text)
    shown = read(client.get(url("confirm", 2)))
    assert "Retiré depuis : pièce justificative : « Visa selon la loi »" in shown
    assert "Rien : la fiche reste retirée." in shown
    assert "Ce qui était prévu : la fiche est remise." in shown
    assert "Annuler toute l'édition" in shown
    assert client.post(url("confirm", 2), {"note": "", **choice(said=said)}).status_code == 302
    titles = in_the_edition(models.Edition.objects.latest("number").number, "documents")
    assert titles == {"Passeport selon la loi", *(["Visa selon la loi"] if kept else [])}


def plan(titles):
    """Plan other titles of papers for 1 January."""
    for key, title in titles.items():
        models.Document.objects.filter(key=key).update(title_fr=title)
    publisher.publish(only="national", takes_effect_on=NEW_YEAR, note="La loi")


def read(response):
    return " ".join(re.sub(r"<[^>]+>", "", unescape(response.text)).split())


@pytest.fixture
def orphaned(catalogue):
    """A plan that asks for a paper, which a publication then takes out of the library."""
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    publisher.publish()
    renewal = models.Procedure.objects.get()
    entry = renewal.documents.create(document=paper, position=9)
    plan({"passeport": "Passeport selon la loi"})
    entry.delete()
    paper.delete()
    models.Document.objects.filter(key="passeport").update(title_fr="Passeport")
    publisher.publish(only="national")
    return models.Edition.objects.get(number=2)


@pytest.mark.parametrize(("said", "asked"), [("publie", False), ("remettre", True)])
def test_what_rests_on_a_removed_entry_goes_without_or_with_it(client_of, orphaned, said, asked):
    assert editions.states()[2] == "suspendue"
    client = client_of("national")
    shown = read(client.get(url("confirm", 2)))
    assert "Retiré depuis : pièce justificative : « Attestation »" in shown
    assert "Ce qui est prévu s'en sert encore : démarche : « Une carte »." in shown
    assert "Publier sans ce changement. Les autres restent prévus." in shown
    assert "Annuler toute l'édition" in shown
    assert AWAITED in unescape(client.get(reverse("admin:index")).text)
    # Without a choice it is refused, and nothing is lost.
    refused = client.post(url("confirm", 2), {"note": "Ma note."})
    assert "Ma note." in refused.text
    assert models.Edition.objects.count() == 3
    (one,) = planned.orphans_of(orphaned)
    answer = client.post(url("confirm", 2), {"note": "", f"choix-{one.key}": said})
    assert answer.status_code == 302
    latest = models.Edition.objects.latest("number")
    assert (latest.takes_effect_on, latest.confirms_id) == (NEW_YEAR, 2)
    titles = in_the_edition(latest.number, "documents")
    assert titles == {"Passeport selon la loi", *(["Attestation"] if asked else [])}
    (procedure,) = in_memory.plain_of(latest.number)["procedures"]
    asked_for = [one["document"] for one in procedure.get("documents", [])]
    assert asked_for == (["attestation"] if asked else [])


def test_what_others_removed_is_not_put_back_by_who_does_not_publish_it(client_of):
    """A département's plan asks for a paper of the national library, which goes meanwhile."""
    paper = factories.make_document(key="attestation", title_fr="Attestation")
    publisher.publish()
    override = models.Override.objects.get(department__code="82")
    entry = override.add_documents.create(document=paper)
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Venez.")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    entry.delete()
    paper.delete()
    publisher.publish(only="national")
    client = client_of("82")
    shown = read(client.get(url("confirm", 2)))
    assert "Retiré depuis : pièce justificative : « Attestation »" in shown
    assert "Pour le remettre, demandez à qui publie le contenu national." in shown
    (one,) = planned.orphans_of(models.Edition.objects.get(number=2))
    for said, status in ((PUT_BACK, 200), ("publie", 302)):
        answer = client.post(url("confirm", 2), {"note": "", f"choix-{one.key}": said})
        assert answer.status_code == status
    plain = in_memory.plain_of(models.Edition.objects.latest("number").number)
    (channel,) = plain["departments"]["82"]["channels"]
    assert channel["instructions"] == "Venez."
    assert "attestation" not in str(plain["departments"]["82"])
