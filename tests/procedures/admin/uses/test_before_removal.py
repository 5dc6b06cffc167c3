"""Before an entry is removed: where it is used, in words."""

import pytest

from procedures import models
from tests import factories
from tests.procedures.admin.addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_question_says_the_rules_that_ask_it_and_may_be_removed(client_of):
    client, question = client_of("national"), models.Question.objects.get(key="situation")
    html = client.get(page(question, "delete")).text
    assert "Un endroit s&#x27;en sert encore." in html or "Un endroit s'en sert encore." in html
    assert "Démarches" in html
    assert client.post(page(question, "delete"), {"post": "yes"}).status_code == 302


def test_a_document_that_is_asked_for_is_kept_and_the_page_says_where(client_of):
    document = models.Document.objects.get()
    procedure = models.Procedure.objects.get()
    models.DocumentEntry.objects.create(procedure=procedure, document=document)
    client = client_of("national")
    html = client.get(page(document, "delete")).text
    assert page(procedure) in html
    assert 'value="Retirer"' not in html
    client.post(page(document, "delete"), {"post": "yes"})
    assert models.Document.objects.filter(pk=document.pk).exists()


def test_what_nothing_uses_is_removed_in_one_press(client_of):
    document = factories.make_document(key="neuf")
    client = client_of("national")
    html = client.get(page(document, "delete")).text
    assert "Rien d'autre ne s'en sert." in html
    assert client.post(page(document, "delete"), {"post": "yes"}).status_code == 302
    assert not models.Document.objects.filter(pk=document.pk).exists()
