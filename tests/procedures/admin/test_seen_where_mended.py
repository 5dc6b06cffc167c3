"""Two defects from where they are told to where they are mended: a dead link, a contradiction."""

import re
from html import unescape

import pytest
from django.urls import reverse

from procedures import models
from procedures.watching import link_run
from procedures.watching.asking import Answer

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
DEAD, ALIVE = "https://mort.fr/", "https://vivant.fr/"
CHECK, INDEX = "/admin/verifier/", reverse("admin:index")
NEVER = {"age": {"gte": 18, "lt": 18}}


def dead_links(client):
    told = client.get(INDEX).context["desk_upkeep"]
    return [(said, url) for said, url, verb in told if verb == "Changer ce lien"]


def test_a_dead_link_is_told_on_the_first_page_and_where_it_is_written(client_of):
    channel = models.Channel.objects.get(department__code="82")
    models.Channel.objects.filter(pk=channel.pk).update(url=DEAD)
    link_run.keep(DEAD, Answer("gone", 404))
    client = client_of("82")
    ((said, url),) = dead_links(client)
    assert said.startswith("Un lien ne répond plus : Façon de déposer (82)")
    assert url == page(channel)
    opened = client.get(url)
    assert f"{DEAD}</li>" in opened.text
    assert client.post(url, form_data(opened) | {"url": ALIVE}).status_code == 302
    assert not dead_links(client)
    assert not dead_links(client_of("34"))


@pytest.fixture
def line(catalogue):
    """A paper asked of adults who are not 18: nobody brings it."""
    procedure = models.Procedure.objects.get()
    document = models.Document.objects.get()
    return models.DocumentEntry.objects.create(procedure=procedure, document=document, when=NEVER)


def test_a_contradiction_is_told_by_the_check_and_where_it_is_written(client_of, line):
    client = client_of("national")
    shown = unescape(client.get(CHECK).text)
    assert "La condition de sa ligne n'est jamais vraie." in shown
    address = page(line.procedure)
    assert re.search(rf'href="{address}[^"]*">Corriger', shown)
    sent = {"model": "documententry", "pk": line.pk, "findings": "1"}
    sent["text"] = "age: {gte: 18, lt: 18}"
    (found,) = client.post("/admin/conditions/", sent).json()["findings"]
    assert found["text"].startswith("Jamais vrai")
    sent["text"] = "age: {gte: 18}"
    found = client.post("/admin/conditions/", sent).json()["findings"]
    assert not [one for one in found if one["text"].startswith("Jamais vrai")]


SAID = "une condition n'est jamais vraie"


@pytest.mark.parametrize(
    ("model", "written", "told"),
    [
        ("documententry", "age: {gte: 18, lt: 18}", "aucune réponse possible ne remplit"),
        ("documententry", "situation: etudes", ""),
        ("procedure", "all: [{situation: etudes}, {situation: travail}]", "aucune réponse"),
    ],
)
def test_a_condition_that_nobody_meets_is_told_once_saved(client_of, line, model, written, told):
    row = line if model == "documententry" else line.procedure
    type(row).objects.filter(pk=row.pk).update(when={})
    client = client_of("national")
    sent = form_data(client.get(page(row))) | {"when": written}
    shown = unescape(client.post(page(row), sent, follow=True).text)
    row.refresh_from_db()
    assert row.when
    assert (SAID in shown) == bool(told)
    assert told in shown
    # What did not change is not said again at each saving: the check says it.
    again = form_data(client.get(page(row)))
    assert SAID not in unescape(client.post(page(row), again, follow=True).text)


def test_a_line_that_nobody_reaches_is_told_on_the_page_around_it(client_of, line):
    models.DocumentEntry.objects.filter(pk=line.pk).update(when={})
    client, owner = client_of("national"), page(line.procedure)
    data = form_data(client.get(owner))
    data |= {"documents-0-when": "age: {gte: 18, lt: 18}"}
    shown = unescape(client.post(owner, data, follow=True).text)
    assert SAID in shown
    assert page(line) in shown


def test_a_condition_of_what_is_withdrawn_is_not_proved(client_of, line):
    models.Procedure.objects.filter(pk=line.procedure_id).update(withdrawn=True)
    client = client_of("national")
    sent = form_data(client.get(page(line))) | {"when": "age: {gte: 19, lt: 19}"}
    assert SAID not in unescape(client.post(page(line), sent, follow=True).text)
    asked = {"model": "documententry", "pk": line.pk, "findings": "1", "text": "age: {gte: 19}"}
    (found,) = client.post("/admin/conditions/", asked).json()["findings"]
    assert "retiré pour l'instant" in found["text"]
