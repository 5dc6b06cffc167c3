"""« Demander une pièce »: says what it is, finds the paper, and opens the form filled in."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.admin.options import SOURCE

from .addresses import adding, listing, page
from .asked import ASKING, found
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
READ = {"source_reference": "Note du service, 3 novembre", "source_checked_on": "04/11/2026"}


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


def test_a_paper_is_asked_for_without_choosing_anything_twice(local, receipt, procedure):
    models.Override.objects.filter(department__code="82").delete()
    (one,) = found(local, procedure)
    assert (one.title, one.verb) == ("Dernière quittance de loyer", "Demander cette pièce")
    opened = local.get(one.url)
    assert opened.context["title"] == "Demander une pièce"
    assert "Rien n'est encore enregistré" in opened.text
    data = form_data(opened)
    assert data["procedure"] == str(procedure.pk)
    assert data["department"] == str(models.Department.objects.get(code="82").pk)
    assert data["add_documents-0-document"] == str(receipt.pk)
    assert local.post(one.url, data | READ).status_code == 302
    saved = models.Override.objects.get(department__code="82")
    assert [line.document for line in saved.add_documents.all()] == [receipt]


def test_an_adaptation_that_is_there_gets_one_line_more(local, receipt, procedure, override):
    (one,) = found(local, procedure)
    assert one.url.startswith(page(override))
    assert local.post(one.url, form_data(local.get(one.url)) | READ).status_code == 302
    assert [line.document for line in override.add_documents.all()] == [receipt]
    (one,) = found(local, procedure)
    line = override.add_documents.get()
    assert (one.state, one.url) == ("déjà demandée, par votre préfecture", page(line))


def test_a_paper_of_the_national_list_is_no_longer_asked_for(local, receipt, procedure):
    models.DocumentEntry.objects.create(procedure=procedure, document=receipt)
    (one,) = found(local, procedure)
    assert one.verb == "Ne plus la demander ici"
    assert local.post(one.url, form_data(local.get(one.url)) | READ).status_code == 302
    override = models.Override.objects.get(department__code="82")
    assert [line.document for line in override.drop_documents.all()] == [receipt]
    (one,) = found(local, procedure)
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
@pytest.mark.parametrize(
    "asked",
    [
        "Demander cette pièce",
        # One form: what it refuses to ask, it refuses to ask no more.
        pytest.param("Ne plus la demander ici", marks=pytest.mark.whole),
    ],
)
def test_without_a_source_that_was_read_nothing_is_saved_nor_lost(
    local, receipt, procedure, typed, wrong, asked
):
    if asked.startswith("Ne plus"):
        models.DocumentEntry.objects.create(procedure=procedure, document=receipt)
    (one,) = found(local, procedure)
    assert one.verb == asked
    opened = local.get(one.url)
    assert "source_reference" in opened.context["adminform"].form.fields
    source = next(one for one in opened.context["adminform"] if one.name == SOURCE[0])
    assert not source.is_collapsible
    assert "Il faut la source" in opened.text
    shown = local.post(one.url, form_data(opened) | {"notes_fr": "Écrit ici."} | typed)
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


def test_what_is_missing_is_said(local, receipt, procedure):
    assert "Aucune pièce ne dit" in local.get(ASKING, {"demarche": procedure.pk, "mots": "zz"}).text
    for odd in ("x", "9" * 30, "²"):
        assert local.get(ASKING, {"demarche": odd, "mots": "?!", "ou": odd}).status_code == 200
        assert local.get(adding(models.Override), {"piece": odd, "retirer": odd}).status_code == 200


def test_what_another_departement_asks_is_not_told(client_of, receipt):
    models.DocumentEntry.objects.create(
        override=models.Override.objects.get(department__code="34"), document=receipt
    )
    response = client_of("82").get(ASKING, {"ou": "34"})
    assert response.context["place"].code == "82"
    assert "Dernière quittance" not in response.text


@pytest.mark.parametrize(
    ("role", "leads"), [("redaction", "desk_own_changes"), ("publication", "desk_publish")]
)
def test_what_is_saved_says_what_is_asked_where_and_what_to_do_next(
    client_of, receipt, procedure, role, leads
):
    client = client_of("82", role=role)
    models.Override.objects.filter(department__code="82").delete()
    (one,) = found(client, procedure)
    sent = form_data(client.get(one.url)) | READ
    (told,) = client.post(one.url, sent, follow=True).context["messages"]
    text = unescape(str(told))
    place = models.Department.objects.get(code="82").name_fr
    assert f"{place} (82) demande « Dernière quittance de loyer » pour « Une carte »" in text
    assert "adaptation locale" not in text
    assert "le public le verra après publication" in text
    for name in ("desk_tryout", leads):
        assert f'href="{reverse(f"admin:{name}")}' in text


def test_what_is_no_longer_asked_is_said_too_and_an_ordinary_save_is_not_touched(
    local, receipt, procedure
):
    models.DocumentEntry.objects.create(procedure=procedure, document=receipt)
    (one,) = found(local, procedure)
    sent = form_data(local.get(one.url)) | READ
    (told,) = local.post(one.url, sent, follow=True).context["messages"]
    assert "ne demande plus « Dernière quittance de loyer » pour" in unescape(str(told))
    override = models.Override.objects.get(department__code="82")
    again = form_data(local.get(page(override)))
    (told,) = local.post(page(override), again, follow=True).context["messages"]
    assert "quittance" not in str(told)


def test_no_number_stands_above_a_line_that_it_does_not_count(client_of, receipt, procedure):
    client, count = client_of("82"), '<span class="desk-count">'
    override = models.Override.objects.get(department__code="82")
    assert f"{count}0</span>" in client.get(page(override)).text
    (one,) = found(client, procedure)
    assert count not in client.get(one.url).text
    client.post(one.url, form_data(client.get(one.url)) | READ)
    assert f"{count}1</span>" in client.get(page(override)).text


def test_the_procedures_are_searched_and_listed_without_a_script(client_of, procedure):
    text = client_of("82").get(ASKING).text
    assert 'id="demarche" class="desk-searched"' in text
    assert f'<option value="{procedure.pk}">' in text
    for file in ("select2.full.min.js", "admin-desk/searched.js", "autocomplete.css"):
        assert file in text


def test_the_form_begins_with_what_one_came_for_and_calls_the_line_by_its_paper(
    local, receipt, procedure
):
    (one,) = found(local, procedure)
    shown = local.get(one.url)
    assert f'href="{ASKING}">Demander une pièce</a>' in shown.text
    first, source, others = list(shown.context["adminform"])[:3]
    assert (first.fields, source.name) == (["department", "procedure"], SOURCE[0])
    assert {"notes_fr", "dropped"} <= set(others.fields)
    assert others.is_collapsible
    places = [shown.text.index(f'id="{name}"') for name in ("add_documents-group", "id_notes_fr")]
    assert places == sorted(places)
    assert shown.text.count('id="add_documents-group"') == 1
    assert '<span class="inline_label">Dernière quittance de loyer</span>' in shown.text
    refused = local.post(one.url, form_data(shown))
    assert '<span class="inline_label">Dernière quittance de loyer</span>' in refused.text


def test_one_comes_back_to_where_the_paper_was_looked_for(local, receipt, procedure):
    (one,) = found(local, procedure)
    saved = local.post(one.url, form_data(local.get(one.url)) | READ)
    assert saved["Location"] == f"{ASKING}?ou=82&demarche={procedure.pk}"
    assert "Dernière quittance de loyer" in local.get(saved["Location"]).text
    override = models.Override.objects.get(department__code="82")
    plain = local.post(page(override), form_data(local.get(page(override))))
    assert plain["Location"] == listing(models.Override)


def test_what_has_to_be_written_is_marked_explained_and_saved_by_a_button_that_says_the_act(
    local, receipt, procedure
):
    (one,) = found(local, procedure)
    opened = local.get(one.url)
    form = opened.context["adminform"].form
    assert form.fields["source_reference"].required
    assert "Arrêté préfectoral" in form.fields["source_reference"].help_text
    assert "l'un des deux" in form.fields["source_checked_on"].help_text
    assert "« Incertaine »" in form.fields["confidence"].help_text
    assert "au-dessus des pièces au choix" in unescape(opened.text)
    buttons = re.findall(r'<input type="submit" value="([^"]+)"( class="default")?', opened.text)
    assert [words for words, filled in buttons if filled] == ["Demander cette pièce"]
    assert buttons[0][1]
    assert opened.text.index('id="id_source_reference"') < opened.text.index('name="_save"')
    # Django's script would put the focus in the first field, past what the page says first.
    assert "admin/js/change_form.js" not in opened.text
    override = models.Override.objects.get(department__code="82")
    plain = local.get(page(override))
    assert not plain.context["adminform"].form.fields["source_reference"].required
    assert 'value="Enregistrer" class="default"' in plain.text


def test_what_is_missing_is_named_at_the_top_and_leads_to_its_field(local, receipt, procedure):
    (one,) = found(local, procedure)
    refused = local.post(one.url, form_data(local.get(one.url)))
    listed = re.search(r'<div class="errornote desk-mistakes">.*?</div>', refused.text, re.DOTALL)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', unescape(listed[0]))
    fields = refused.context["adminform"].form
    assert links == [
        (f"id_{name}", fields[name].label) for name in ("source_reference", "source_checked_on")
    ]
    assert all(f'id="{anchor}"' in refused.text for anchor, _ in links)
