"""« Demander une pièce »: what is missing or misspelt is told, and the likely papers come first."""

from html import unescape

import pytest

from procedures import models
from tests import factories

from .asked import ASKING, found

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize(
    ("chosen", "words", "said"),
    [
        (False, "", ["Choisissez une démarche.", "Écrivez une pièce."]),
        (False, "quittance", ["Choisissez une démarche."]),
        (True, " ", ["Écrivez une pièce."]),
        (True, "quittance", []),
    ],
)
def test_a_field_left_empty_is_told_at_the_field_and_at_the_top(
    client_of, receipt, procedure, chosen, words, said
):
    sent = {"demarche": procedure.pk if chosen else "", "mots": words}
    text = client_of("82").get(ASKING, sent).text
    for one, field in (("Choisissez une démarche.", "demarche"), ("Écrivez une pièce.", "mots")):
        assert text.count(one) == (2 if one in said else 0)
        assert (f'aria-describedby="{field}-manque"' in text) is (one in said)
    assert ('role="alert"' in text) is bool(said)


def test_a_page_that_is_only_opened_misses_nothing(local, procedure):
    for sent in ({}, {"demarche": procedure.pk}):
        assert "Écrivez une pièce." not in local.get(ASKING, sent).text


def test_a_word_with_a_fault_is_proposed_right(local, receipt, procedure):
    shown = local.get(ASKING, {"demarche": procedure.pk, "mots": "quitance"})
    assert "Vouliez-vous dire" in shown.text
    ((word, address),) = shown.context["near"]
    assert word == "quittance"
    (one,) = local.get(ASKING + address.partition("#")[0]).context["found"]
    assert one.title == "Dernière quittance de loyer"


def test_who_writes_papers_is_named_or_no_way_is_promised(client_of, procedure):
    client, sent = client_of("82"), {"demarche": procedure.pk, "mots": "zz"}
    for page_of in (lambda: client.get(ASKING, sent).text, lambda: client.get("/admin/").text):
        assert "équipe nationale" in page_of()
        assert "mailto:" not in page_of()
        assert "écrivez-lui" not in page_of()
    client_of("national", role="redaction")
    editor = models.DepartmentMembership.objects.get(department=None).user
    editor.full_name, editor.email = "Ana Ruiz", "ana@example.org"
    editor.save()
    client = client_of("82")
    for address, words in ((ASKING, "demandez-la à"), ("/admin/", "écrivez à")):
        text = client.get(address, sent).text
        assert f'{words} <a class="desk-link" href="mailto:ana@example.org">Ana Ruiz</a>' in text


def test_a_paper_that_is_one_of_a_choice_is_told_as_asked_already(client_of, receipt, procedure):
    line = models.DocumentEntry.objects.create(procedure=procedure, group_fr="Un justificatif")
    models.DocumentAlternative.objects.create(entry=line, document=receipt)
    (one,) = found(client_of("82"), procedure)
    assert one.state == "déjà demandée, au choix avec d'autres pièces"
    assert one.verb == "Demander cette pièce"


def test_the_papers_of_the_procedure_stand_first_then_those_of_its_family(
    client_of, receipt, procedure
):
    near = factories.make_document(key="loyer_famille", title_fr="Quittance, famille")
    own = factories.make_document(key="loyer_soi", title_fr="Quittance, soi")
    sister = factories.make_procedure(key="sister", family=procedure.family, title_fr="Autre")
    models.DocumentEntry.objects.create(procedure=sister, document=near)
    models.DocumentEntry.objects.create(procedure=procedure, document=own)
    titles = [one.title for one in found(client_of("82"), procedure)]
    assert titles == ["Quittance, soi", "Quittance, famille", "Dernière quittance de loyer"]


def test_where_no_paper_says_all_the_words_those_that_say_most_of_them_stand_first(
    client_of, procedure
):
    for number in range(6):
        factories.make_document(key=f"de_{number}", title_fr=f"Preuve de ceci {number}")
    for key, title in (
        ("attestation", "Attestation de travail"),
        ("other", "Attestation de vie"),
        ("written", "Lettre écrite"),
        ("health", "Attestation de santé"),
    ):
        factories.make_document(key=key, title_fr=title)
    client = client_of("82")
    sent = {"demarche": procedure.pk, "mots": "attestation de santé écrite"}
    shown = client.get(ASKING, sent)
    titles = [one.title for one in shown.context["found"]]
    # « écrite » is rarer than « attestation ».
    others = ["Lettre écrite", "Attestation de travail", "Attestation de vie"]
    assert titles == ["Attestation de santé", *others]
    assert "Aucune pièce ne dit tous les mots de" in shown.text
    assert "Vouliez-vous dire" not in shown.text


def test_a_rarer_word_counts_more(client_of, procedure):
    for key, title in (
        ("a", "Attestation, une"),
        ("b", "Attestation, deux"),
        ("c", "Permis de conduire"),
        *((f"d{number}", f"Preuve {number}") for number in range(4)),
    ):
        factories.make_document(key=key, title_fr=title)
    titles = [one.title for one in found(client_of("82"), procedure, "attestation conduire")]
    assert titles == ["Permis de conduire", "Attestation, une", "Attestation, deux"]


def test_a_paper_is_found_by_the_names_that_it_is_recognized_by(client_of, procedure):
    factories.make_document(
        key="health",
        title_fr="Attestation d'assurance maladie",
        looks_like_fr="Attestation de droits de la sécurité sociale.",
    )
    (one,) = found(client_of("82"), procedure, "attestation de sécurité sociale")
    assert one.title == "Attestation d'assurance maladie"


@pytest.mark.parametrize(
    ("many", "said"), [(12, ""), (13, "1 autre pièce n'est"), (15, "3 autres")]
)
def test_how_many_papers_are_not_shown_is_said(client_of, procedure, many, said):
    for place in range(many):
        factories.make_document(key=f"paper_{place}", title_fr=f"Attestation numéro {place}")
        factories.make_document(key=f"other_{place}", title_fr=f"Reçu numéro {place}")
    client = client_of("82")
    # What says all the words, then what says most of them.
    for words in ("attestation", "attestation zz"):
        text = unescape(client.get(ASKING, {"demarche": procedure.pk, "mots": words}).text)
        assert text.count("<strong>Attestation") == min(many, 12)
        assert said in text
        assert ("montrée" in text) is bool(said)
