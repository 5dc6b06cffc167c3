"""Before an entry is removed: which editions to come change it, or begin to use it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories
from tests.procedures.admin.addresses import page

from ..test_planned_editions import NEW_YEAR, december

__all__ = ["december"]
pytestmark = pytest.mark.usefixtures("catalogue")
WARNED = "Une édition prévue pour le 1er janvier 2027"


def shown(client, row):
    text = unescape(client.get(page(row, "delete")).text).replace("\xa0", " ")
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def plan(part="national"):
    author = factories.make_user(full_name="Nadia B.")
    publisher.publish(only=part, takes_effect_on=NEW_YEAR, note="La loi", author=author)


@pytest.fixture
def paper(catalogue):
    made = factories.make_document(key="visa", title_fr="Visa")
    publisher.publish()
    return made


def test_an_entry_that_a_plan_changes_says_so_with_its_day_its_author_and_its_page(
    client_of, paper
):
    models.Document.objects.filter(key="visa").update(title_fr="Visa selon la loi")
    plan()
    models.Document.objects.filter(key="visa").update(title_fr="Visa")
    client = client_of("national")
    text = shown(client, paper)
    assert f"{WARNED} change cette fiche : titre." in text
    assert "Elle a été prévue par Nadia B. : « La loi »." in text
    assert "Si le retrait est publié avant, « Publier » dit ce que devient cette édition." in text
    address = reverse("admin:procedures_edition_change", args=[2])
    assert f'href="{address}"' in client.get(page(paper, "delete")).text
    # It warns, and keeps nobody from removing.
    assert client.post(page(paper, "delete"), {"post": "yes"}).status_code == 302


def test_an_entry_that_a_plan_leaves_alone_says_nothing(client_of, paper):
    models.Document.objects.filter(key="passeport").update(title_fr="Passeport selon la loi")
    plan()
    # What is written since is no plan.
    models.Document.objects.filter(key="visa").update(title_fr="Visa en cours")
    assert "Une édition prévue" not in shown(client_of("national"), paper)


def test_an_entry_that_a_plan_begins_to_ask_for_says_who_asks(client_of, paper):
    entry = models.Procedure.objects.get().documents.create(document=paper)
    plan()
    entry.delete()
    text = shown(client_of("national"), paper)
    assert f"{WARNED} se sert de cette fiche : démarche : « Une carte »." in text


def test_a_line_of_an_entry_that_a_plan_changes_says_so(client_of, paper):
    models.Procedure.objects.update(summary_fr="Du neuf.")
    plan()
    text = shown(client_of("national"), models.Step.objects.get())
    assert f"{WARNED} change « Une carte », dont fait partie cette fiche : résumé." in text


def test_an_announcement_is_known_behind_one_that_came_before_it(client_of):
    publisher.publish()
    notices = models.Notice.objects.filter(department__code="82")
    notices.update(text_fr="Fermé dès janvier.")
    plan("82")
    (former,) = notices
    other = models.Notice.objects.create(department=former.department, text_fr="Un pont.")
    client = client_of("82")
    assert f"{WARNED} change cette fiche : texte." in shown(client, former)
    assert "Une édition prévue" not in shown(client, other)


def test_what_a_plan_adds_comes_even_if_it_goes_from_the_work(client_of, catalogue):
    publisher.publish()
    made = factories.make_document(key="neuf", title_fr="Neuf")
    plan()
    text = shown(client_of("national"), made)
    assert f"{WARNED} ajoute cette fiche." in text
    assert "Elle l'ajoutera ce jour-là, même si vous la retirez de votre travail." in text


def test_a_département_of_which_a_plan_changes_nothing_opens_its_page(client_of, paper):
    models.Document.objects.filter(key="passeport").update(title_fr="Passeport selon la loi")
    plan()
    row = models.Department.objects.get(code="82")
    assert "Une édition prévue" not in shown(client_of(is_superuser=True), row)
