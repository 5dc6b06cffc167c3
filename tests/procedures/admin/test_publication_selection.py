"""« Publier aussi »: what the chosen changes cannot go without is found, and taken in one press."""

import pytest

from procedures import models
from procedures.drafting.comparing.grouping import Choice, still_needed
from procedures.engine.errors import Problem
from procedures.publishing.editions import publisher
from tests import factories

from .agents import PUBLISH, Agent

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def camille():
    """The national publisher, of a procedure that asks for a lease, in force."""
    paper = factories.make_document(key="bail", title_fr="Bail")
    procedure = models.Procedure.objects.get()
    models.DocumentEntry.objects.create(procedure=procedure, document=paper)
    publisher.publish()
    return Agent("Camille", "publication", part=models.NATIONAL)


def shown(agent, *excluded):
    """Return what « Publier » shows once some changes are no longer ticked."""
    context = agent.client.get(PUBLISH, {"part": models.NATIONAL}).context
    chosen = [one.key for one in context["choices"] if one.key not in excluded]
    return agent.send(context, pris=chosen, action="publier").context


def context_page(agent, context):
    """Return the page of a refusal again, with its button."""
    return agent.send(context, aussi="").text


def needed(context):
    return [one.key for one in context["also"]]


def test_a_chosen_change_that_names_something_new_that_is_left(camille):
    paper = factories.make_document(key="acte", title_fr="Acte de naissance")
    procedure = models.Procedure.objects.get()
    models.DocumentEntry.objects.create(procedure=procedure, document=paper)
    context = shown(camille, "documents:acte")
    assert (context["refused"], needed(context)) == (True, ["documents:acte"])
    assert models.Edition.objects.count() == 1
    page = camille.send(context, pris=[f"procedures:{procedure.key}"], aussi="documents:acte ")
    assert "Rien n'est publié" not in page.text
    assert not page.context["blocking"]
    assert "Coché&nbsp;: pièce" in page.text
    assert f'formaction="?part={models.NATIONAL}#prendre"' in context_page(camille, context)
    assert {one.chosen for one in page.context["choices"]} == {True}
    assert camille.send(page.context, action="publier").status_code == 302


def test_a_removal_needs_the_change_of_what_still_names_it(camille):
    models.DocumentEntry.objects.all().delete()
    models.Document.objects.filter(key="bail").delete()
    key = models.Procedure.objects.get().key
    context = shown(camille, f"procedures:{key}")
    assert needed(context) == [f"procedures:{key}"]
    assert "Publier aussi ce changement" in camille.send(context, aussi="").text
    assert not camille.press(context, "aussi")["blocking"]


def test_a_new_procedure_needs_its_persons(camille):
    models.Procedure.objects.create(
        key="visa", family="etudes", track="visa", rank=1, title_fr="Visa", when={"age": 40}
    )
    answers = {"age": 40, "situation": "etudes"}
    for key, expect in (("lou", {"shown": ["visa"]}), ("max", {"not_procedures": ["visa"]})):
        models.Case.objects.create(key=key, file="e", answers=answers, expect=expect)
    context = shown(camille, "cases:lou", "cases:max")
    assert needed(context) == ["cases:lou", "cases:max"]


def test_what_is_wrong_in_another_departement_needs_nothing_of_this_one():
    channels = [{"id": "courrier", "kind": "postal"}]
    was, working = ({"department": {"code": "82", "channels": one}} for one in ([], channels))
    left = [Choice("channels:courrier", "", "", chosen=False)]
    for code, found in (("34", []), ("82", left)):
        fault = Problem(f"departements/{code}.yaml", "channels.courrier", "faux")
        assert still_needed("82", was, working, left, [fault]) == found


def test_nothing_is_needed_where_nothing_is_wrong(camille):
    factories.make_document(key="acte", title_fr="Acte de naissance")
    models.Procedure.objects.update(title_fr="Carte acte")
    context = camille.client.get(PUBLISH, {"part": models.NATIONAL}).context
    chosen = [one.key for one in context["choices"] if one.key != "documents:acte"]
    assert needed(context) == []
    assert camille.send(context, pris=chosen, action="publier").status_code == 302
