"""A paper more, or a paper less, has a source that somebody read: whatever page saves it."""

from html import unescape

import pytest
from django.utils import timezone

from procedures import models
from procedures.admin.asking.prefilled import NO_SOURCE, NOT_READ
from procedures.admin.options import SOURCE

from .addresses import adding, page
from .forms import form_data
from .test_asking import READ

pytestmark = pytest.mark.usefixtures("catalogue")


def one_line_more(data, document):
    number = int(data["add_documents-TOTAL_FORMS"])
    return data | {
        "add_documents-TOTAL_FORMS": number + 1,
        f"add_documents-{number}-document": document.pk,
    }


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("change", ["added", "dropped"])
def test_the_page_of_an_adaptation_asks_for_the_source_of_a_paper_too(
    client_of, receipt, procedure, new, change
):
    """« Adapter une démarche » took a paper without a source; « Demander une pièce » did not."""
    client, override = client_of("82"), models.Override.objects.get(department__code="82")
    if new:
        override.delete()
    address = adding(models.Override) if new else page(override)
    data = form_data(client.get(address)) | {"notes_fr": "Écrit ici."}
    if new:
        department = models.Department.objects.get(code="82")
        data |= {"department": department.pk, "procedure": procedure.pk}
    data = one_line_more(data, receipt) if change == "added" else data | {"dropped": receipt.pk}
    shown = client.post(address, data)
    assert shown.status_code == 200
    errors = shown.context["adminform"].form.errors
    assert errors["source_reference"] == [NO_SOURCE]
    assert errors["source_checked_on"] == [NOT_READ]
    source = next(one for one in shown.context["adminform"] if one.name == SOURCE[0])
    assert not source.is_collapsible
    again = form_data(shown)
    assert again["notes_fr"] == "Écrit ici."
    assert str(receipt.pk) in again.values()
    assert not models.DocumentEntry.objects.filter(document=receipt).exists()
    assert not models.DroppedDocument.objects.exists()
    assert client.post(address, data | READ).status_code == 302


def test_a_line_that_goes_or_says_another_word_needs_no_source(local, receipt, procedure, override):
    """What was asked for without a source is corrected, and taken out, as before."""
    line = models.DocumentEntry.objects.create(override=override, document=receipt)
    data = form_data(local.get(page(override))) | {"add_documents-0-note_fr": "En couleur."}
    assert local.post(page(override), data).status_code == 302
    line.refresh_from_db()
    assert line.note_fr == "En couleur."
    data = form_data(local.get(page(override))) | {"add_documents-0-DELETE": "on"}
    assert local.post(page(override), data).status_code == 302
    assert not override.add_documents.exists()


def test_a_line_on_a_page_of_its_own_has_a_source_or_its_adaptation_has_one(
    client_of, receipt, procedure
):
    client, override = client_of("82"), models.Override.objects.get(department__code="82")
    address = adding(models.DocumentEntry)
    data = form_data(client.get(address)) | {"override": override.pk, "document": receipt.pk}
    shown = client.post(address, data)
    assert shown.context["adminform"].form.errors["source_reference"] == [NO_SOURCE]
    assert client.post(address, data | READ).status_code == 302
    line = override.add_documents.get()
    # Its own word changes without another source, and so does a line of an adaptation with one.
    assert client.post(page(line), form_data(client.get(page(line)))).status_code == 302
    line.delete()
    day = timezone.localdate()
    models.Override.objects.update(source_reference="Arrêté", source_checked_on=day)
    assert client.post(address, data).status_code == 302


def test_the_page_of_a_departement_asks_for_the_source_of_a_paper_too(client_of, receipt):
    department = models.Department.objects.get(code="82")
    client, override = client_of("82"), models.Override.objects.get(department=department)
    data = form_data(client.get(page(department))) | {"overrides-0-dropped": receipt.pk}
    shown = client.post(page(department), data)
    assert shown.status_code == 200
    assert NO_SOURCE in unescape(shown.text)
    assert not override.drop_documents.exists()
    read = {f"overrides-0-{name}": value for name, value in READ.items()}
    response = client.post(page(department), data | read)
    assert response.status_code == 302
    assert override.drop_documents.exists()


@pytest.mark.parametrize("taken_out", ["false", "False"])
def test_only_a_line_that_goes_needs_no_source(local, receipt, taken_out, override):
    data = one_line_more(form_data(local.get(page(override))), receipt)
    data["add_documents-0-DELETE"] = taken_out
    assert local.post(page(override), data).status_code == 200
    address = adding(models.DocumentEntry)
    data = form_data(local.get(address)) | {"override": override.pk, "document": receipt.pk}
    assert local.post(address, data | {"DELETE": "on"}).status_code == 200
    assert not override.add_documents.exists()


def test_a_source_on_which_papers_stand_is_not_emptied(local, receipt, override):
    data = one_line_more(form_data(local.get(page(override))), receipt)
    assert local.post(page(override), data | READ).status_code == 302
    shown = form_data(local.get(page(override)))
    emptied = shown | dict.fromkeys(READ, "")
    response = local.post(page(override), emptied)
    assert response.context["adminform"].form.errors["source_reference"] == [NO_SOURCE]
    # Without its paper, the adaptation may have no source.
    gone = emptied | {"add_documents-0-DELETE": "on"}
    assert local.post(page(override), gone).status_code == 200
    assert local.post(page(override), shown | {"add_documents-0-DELETE": "on"}).status_code == 302
    assert (
        local.post(
            page(override), form_data(local.get(page(override))) | dict.fromkeys(READ, "")
        ).status_code
        == 302
    )
