"""« Demander une pièce »: says what it is, finds the paper, and opens the form filled in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.admin.options import SOURCE
from tests import factories

from .addresses import adding, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
ASKING = reverse("admin:desk_asking")
READ = {"source_reference": "Note du service, 3 novembre", "source_checked_on": "04/11/2026"}


@pytest.fixture
def receipt(catalogue):
    return factories.make_document(key="quittance", title_fr="Dernière quittance de loyer")


@pytest.fixture
def procedure(catalogue):
    return models.Procedure.objects.get()


def found(client, procedure, words="quittance", **more):
    sent = {"demarche": procedure.pk, "mots": words, **more}
    return client.get(ASKING, sent).context["found"]


def test_the_page_says_what_it_is_and_for_whom(client_of):
    text = client_of("82").get(ASKING).text
    assert "Votre préfecture demande une pièce que la liste nationale n'a pas" in text
    assert "(82)" in text
    assert 'name="ou"' not in text
    assert 'name="ou"' in client_of("82", "34").get(ASKING).text


def test_who_changes_no_departement_has_no_such_page(client_of):
    assert client_of("national").get(ASKING).status_code == 403
    assert client_of("82", role="consultation").get(ASKING).status_code == 403


def test_the_card_of_the_first_page_leads_here(client_of):
    cards = client_of("82").get(reverse("admin:index")).context["desk_cards"]
    addresses = {card.title: address for _, listed in cards for card, address in listed}
    assert addresses["Demander une pièce"] == ASKING


def test_a_paper_is_asked_for_without_choosing_anything_twice(client_of, receipt, procedure):
    client = client_of("82")
    models.Override.objects.filter(department__code="82").delete()
    (one,) = found(client, procedure)
    assert (one.title, one.verb) == ("Dernière quittance de loyer", "Demander cette pièce")
    opened = client.get(one.url)
    assert opened.context["title"] == "Demander une pièce"
    assert "Rien n'est encore enregistré" in opened.text
    data = form_data(opened)
    assert data["procedure"] == str(procedure.pk)
    assert data["department"] == str(models.Department.objects.get(code="82").pk)
    assert data["add_documents-0-document"] == str(receipt.pk)
    assert client.post(one.url, data | READ).status_code == 302
    saved = models.Override.objects.get(department__code="82")
    assert [line.document for line in saved.add_documents.all()] == [receipt]


def test_an_adaptation_that_is_there_gets_one_line_more(client_of, receipt, procedure):
    client = client_of("82")
    override = models.Override.objects.get(department__code="82")
    (one,) = found(client, procedure)
    assert one.url.startswith(page(override))
    assert client.post(one.url, form_data(client.get(one.url)) | READ).status_code == 302
    assert [line.document for line in override.add_documents.all()] == [receipt]
    (one,) = found(client, procedure)
    line = override.add_documents.get()
    assert (one.state, one.url) == ("vous la demandez déjà", page(line))


def test_a_paper_of_the_national_list_is_no_longer_asked_for(client_of, receipt, procedure):
    client = client_of("82")
    models.DocumentEntry.objects.create(procedure=procedure, document=receipt)
    (one,) = found(client, procedure)
    assert one.verb == "Ne plus la demander ici"
    assert client.post(one.url, form_data(client.get(one.url)) | READ).status_code == 302
    override = models.Override.objects.get(department__code="82")
    assert [line.document for line in override.drop_documents.all()] == [receipt]
    (one,) = found(client, procedure)
    assert one.state == "vous ne la demandez plus"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"source_reference", "source_checked_on"}),
        ({"source_reference": "Note du service"}, {"source_checked_on"}),
        ({"source_checked_on": "04/11/2026"}, {"source_reference"}),
        ({"source_reference": "Note", "source_checked_on": "32/11/2026"}, {"source_checked_on"}),
        (
            {
                "source_reference": "Note",
                "source_verified_on": "04/11/2026",
                "source_verified_by": "Préfecture de Tarn-et-Garonne",
            },
            set(),
        ),
        (READ, set()),
    ],
)
@pytest.mark.parametrize("asked", ["Demander cette pièce", "Ne plus la demander ici"])
def test_without_a_source_that_was_read_nothing_is_saved_nor_lost(
    client_of, receipt, procedure, typed, wrong, asked
):
    client = client_of("82")
    if asked.startswith("Ne plus"):
        models.DocumentEntry.objects.create(procedure=procedure, document=receipt)
    (one,) = found(client, procedure)
    assert one.verb == asked
    opened = client.get(one.url)
    assert "source_reference" in opened.context["adminform"].form.fields
    source = next(one for one in opened.context["adminform"] if one.name == SOURCE[0])
    assert not source.is_collapsible
    assert "Il faut la source" in opened.text
    shown = client.post(one.url, form_data(opened) | {"notes_fr": "Écrit ici."} | typed)
    assert shown.status_code == (200 if wrong else 302)
    override = models.Override.objects.get(department__code="82")
    kept = [*override.add_documents.all(), *override.drop_documents.all()]
    assert [line.document for line in kept] == ([] if wrong else [receipt])
    if wrong:
        assert set(shown.context["adminform"].form.errors) == wrong
        again = form_data(shown)
        assert again["notes_fr"] == "Écrit ici."
        assert str(receipt.pk) in again.values() or [receipt.pk] in again.values()


def test_what_has_its_source_already_asks_for_no_other(client_of, receipt, procedure):
    day = timezone.localdate()
    models.Override.objects.filter(department__code="82").update(
        source_reference="Arrêté", source_checked_on=day
    )
    client = client_of("82")
    (one,) = found(client, procedure)
    opened = client.get(one.url)
    assert "Relisez la source : elle vaut pour toute la fiche." in opened.text
    assert client.post(one.url, form_data(opened)).status_code == 302


def test_a_word_of_the_prefecture_needs_no_source(client_of):
    client, override = client_of("82"), models.Override.objects.get(department__code="82")
    data = form_data(client.get(page(override))) | {"notes_fr": "Prenez le couloir de gauche."}
    assert client.post(page(override), data).status_code == 302


def test_what_is_missing_is_said(client_of, receipt, procedure):
    client = client_of("82")
    assert "Choisissez d'abord la démarche." in client.get(ASKING, {"mots": "quittance"}).text
    assert (
        "Aucune pièce ne dit" in client.get(ASKING, {"demarche": procedure.pk, "mots": "zz"}).text
    )
    for odd in ("x", "9" * 30, "²"):
        assert client.get(ASKING, {"demarche": odd, "mots": "?!", "ou": odd}).status_code == 200
        assert (
            client.get(adding(models.Override), {"piece": odd, "retirer": odd}).status_code == 200
        )


def test_what_another_departement_asks_is_not_told(client_of, receipt):
    models.DocumentEntry.objects.create(
        override=models.Override.objects.get(department__code="34"), document=receipt
    )
    response = client_of("82").get(ASKING, {"ou": "34"})
    assert response.context["place"].code == "82"
    assert "Dernière quittance" not in response.text
