"""The form of an entry says which editions to come change it."""

import re
from html import unescape

import pytest

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories
from tests.procedures.admin.addresses import adding, page

from ..test_planned_editions import NEW_YEAR, december

__all__ = ["december"]
pytestmark = pytest.mark.usefixtures("catalogue")
TOLD = "Une édition prévue pour le 1er janvier 2027 {} cette fiche : « La loi »."


@pytest.fixture
def paper(catalogue):
    made = factories.make_document(key="visa", title_fr="Visa")
    publisher.publish()
    return made


def plan():
    publisher.publish(only="national", takes_effect_on=NEW_YEAR, note="La loi")


def shown(client, address):
    text = re.sub(r"<[^>]+>", "", unescape(client.get(address).text))
    return " ".join(text.replace("\xa0", " ").split())


def test_a_plan_that_changes_an_entry_is_told_on_its_form_with_its_page(client_of, paper):
    models.Document.objects.filter(key="visa").update(title_fr="Visa selon la loi")
    plan()
    models.Document.objects.filter(key="visa").update(title_fr="Visa")
    client = client_of("national")
    assert TOLD.format("change") in shown(client, page(paper))
    edition = models.Edition.objects.latest("number")
    assert f'href="{page(edition)}">Voir cette édition</a>' in client.get(page(paper)).text
    for address in (page(models.Document.objects.get(key="passeport")), adding(models.Document)):
        assert "Une édition prévue" not in shown(client, address)


def test_what_a_plan_adds_or_changes_inside_is_told_too(client_of, paper):
    added = factories.make_document(key="nouvelle", title_fr="Nouvelle")
    step = models.Step.objects.get()
    models.Step.objects.update(text_fr="Déposez autrement.")
    plan()
    client = client_of("national")
    assert TOLD.format("ajoute") in shown(client, page(added))
    for row in (step.procedure, step):
        assert TOLD.format("change") in shown(client, page(row))


def test_what_a_plan_removes_is_told_too(client_of, paper):
    paper.delete()
    plan()
    back = factories.make_document(key="visa", title_fr="Visa")
    assert TOLD.format("retire") in shown(client_of("national"), page(back))


def test_without_a_plan_nothing_is_told(client_of, paper):
    assert "Une édition prévue" not in shown(client_of("national"), page(paper))


def test_a_plan_of_a_departement_is_told_on_the_form_of_its_announcement(client_of, paper):
    notice = models.Notice.objects.get(department__code="82")
    models.Notice.objects.filter(pk=notice.pk).update(text_fr="Fermé selon la loi.")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR, note="La loi")
    assert TOLD.format("change") in shown(client_of("82"), page(notice))
