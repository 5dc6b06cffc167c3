"""Two people on one entry: the second one is told, sees both versions, and loses nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from procedures import models
from procedures.admin import concurrency
from tests import factories

from .addresses import page
from .forms import form_data
from .two_people import agent, conflict, opened, refusals, told

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_second_person_is_told_who_changed_what(anne, bruno):
    document = models.Document.objects.get()
    response = conflict(
        anne, bruno, document, first={"title_fr": "Le passeport"}, second={"title_fr": "Passeports"}
    )
    assert response.status_code == 200
    assert told(response) == {"Titre": ("both", "Passeport", "Le passeport", "Passeports")}
    assert response.context["desk_last"].author.full_name == "Anne"
    assert "Anne" in response.content.decode()
    document.refresh_from_db()
    assert document.title_fr == "Le passeport"


def test_what_was_typed_is_kept_and_can_be_saved_knowingly(anne, bruno):
    document = models.Document.objects.get()
    response = conflict(
        anne, bruno, document, first={"title_fr": "Le passeport"}, second={"title_fr": "Passeports"}
    )
    again = form_data(response)
    assert again["title_fr"] == "Passeports"
    assert bruno.post(page(document), again).status_code == 302
    document.refresh_from_db()
    assert document.title_fr == "Passeports"
    authors = models.EntryChange.objects.order_by("pk").values_list("author__full_name", flat=True)
    assert list(authors) == ["Anne", "Bruno"]


def test_other_fields_are_put_together_and_nothing_is_written_over(anne, bruno):
    document = models.Document.objects.get()
    response = conflict(
        anne, bruno, document, first={"title_fr": "Le passeport"}, second={"explanation_fr": "Oui."}
    )
    assert told(response) == {
        "Titre": ("theirs", "Passeport", "Le passeport", "Le passeport"),
    }
    again = form_data(response)
    assert (again["title_fr"], again["explanation_fr"]) == ("Le passeport", "Oui.")
    bruno.post(page(document), again)
    document.refresh_from_db()
    assert (document.title_fr, document.explanation_fr) == ("Le passeport", "Oui.")


def test_a_third_change_meanwhile_is_told_again(anne, bruno):
    document = models.Document.objects.get()
    response = conflict(
        anne, bruno, document, first={"title_fr": "Un"}, second={"explanation_fr": "Oui."}
    )
    assert anne.post(page(document), opened(anne, document) | {"title_fr": "Deux"}).url
    response = bruno.post(page(document), form_data(response))
    assert told(response) == {"Titre": ("theirs", "Un", "Deux", "Deux")}


def test_the_same_change_sent_twice_is_no_conflict(anne):
    document = models.Document.objects.get()
    data = opened(anne, document) | {"title_fr": "Le passeport"}
    assert [anne.post(page(document), data).status_code for _ in range(2)] == [302, 302]


def test_ticks_lists_and_conditions_are_said_in_words(anne, bruno):
    procedure = models.Procedure.objects.get()
    other = factories.make_document(key="visa", title_fr="Visa")
    entry = models.DocumentEntry.objects.create(procedure=procedure, document=other)
    first = {"sensitive": "on", "when": "age: {gte: 18}", "documents-0-form": "copy"}
    his = opened(bruno, procedure)
    assert anne.post(page(procedure), opened(anne, procedure) | first).status_code == 302
    response = bruno.post(page(procedure), his | {"title_fr": "Autre"})
    found = {label: values[1:3] for label, values in told(response).items()}
    assert found.pop("Sujet sensible") == ("non", "oui")
    condition = found.pop("Condition")
    assert all("{" not in words and ":" not in words for words in condition)
    ((label, forms),) = found.items()
    assert "visa" in label.lower()
    assert forms == ("rien", "copie")
    assert form_data(response)["sensitive"] == "on"
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    entry.refresh_from_db()
    assert entry.form == "copy"


def test_lines_changed_added_and_removed_by_the_other_are_put_together(anne, bruno):
    procedure = models.Procedure.objects.get()
    kept, gone = procedure.steps.get(), factories.make_step(procedure=procedure, position=1)
    his = opened(bruno, procedure)
    hers = opened(anne, procedure) | {"steps-0-text_fr": "Envoyez.", "steps-1-DELETE": "on"}
    hers |= {"steps-TOTAL_FORMS": 3, "steps-2-key": "suivre", "steps-2-text_fr": "Suivez."}
    assert anne.post(page(procedure), hers).status_code == 302
    mine = {"steps-TOTAL_FORMS": 3, "steps-2-key": "retirer", "steps-2-text_fr": "Retirez."}
    response = bruno.post(page(procedure), his | mine)
    assert {state for state, *_ in told(response).values()} == {"theirs"}
    assert len(told(response)) == 3
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    steps = {step.key: step.text_fr for step in procedure.steps.all()}
    assert steps == {kept.key: "Envoyez.", "suivre": "Suivez.", "retirer": "Retirez."}
    assert gone.key not in steps


def test_a_line_typed_in_that_the_other_removed_comes_back_as_a_new_one(anne, bruno):
    procedure = models.Procedure.objects.get()
    response = conflict(
        anne,
        bruno,
        procedure,
        first={"steps-0-DELETE": "on"},
        second={"steps-0-text_fr": "Un long texte."},
    )
    assert [state for state, *_ in told(response).values()] == ["both"]
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    assert [step.text_fr for step in procedure.steps.all()] == ["Un long texte."]


def test_what_the_page_does_not_show_is_no_conflict(anne, bruno):
    document = models.Document.objects.get()
    his = opened(bruno, document)
    document.set_translation("title", "en", "Passport", "reviewed")
    document.save()
    assert bruno.post(page(document), his | {"explanation_fr": "Oui."}).status_code == 302
    document.refresh_from_db()
    assert document.title_en == "Passport"


@pytest.mark.parametrize("version", [None, "", "abc", "other"])
def test_a_version_that_is_missing_or_forged_is_refused_and_loses_nothing(anne, version):
    document, other = models.Document.objects.get(), factories.make_document()
    data = opened(anne, document) | {"title_fr": "Passeports"}
    data["_version"] = opened(anne, other)["_version"] if version == "other" else version
    response = anne.post(page(document), {k: v for k, v in data.items() if v is not None})
    assert response.status_code == 200
    assert concurrency.UNKNOWN in refusals(response)
    assert told(response) == {"Titre": ("both", "Passeport", "Passeport", "Passeports")}
    assert form_data(response)["title_fr"] == "Passeports"
    document.refresh_from_db()
    assert document.title_fr == "Passeport"
    assert anne.post(page(document), form_data(response)).status_code == 302


def test_a_wrong_field_keeps_the_version_that_was_read(anne, bruno):
    procedure = models.Procedure.objects.get()
    his = opened(bruno, procedure) | {"when": "situation: etude"}
    response = bruno.post(page(procedure), his)
    assert "desk_merge" not in response.context
    anne.post(page(procedure), opened(anne, procedure) | {"title_fr": "Autre"})
    response = bruno.post(page(procedure), form_data(response) | {"when": "situation: travail"})
    assert list(told(response)) == ["Titre"]


def test_what_was_typed_for_a_deleted_entry_is_offered_as_a_new_one(anne, bruno):
    procedure = models.Procedure.objects.get()
    factories.make_step(procedure=procedure, key="suivre", position=1)
    models.Override.objects.all().delete()
    his = opened(bruno, procedure) | {"title_fr": "Autre carte", "steps-0-text_fr": "Envoyez."}
    assert anne.post(page(procedure, "delete"), {"post": "yes"}).status_code == 302
    response = bruno.post(page(procedure), his)
    assert refusals(response) == [concurrency.DELETED]
    assert not models.Procedure.objects.exists()
    address = response.context["form_url"]
    assert bruno.post(address, form_data(response)).status_code == 302
    again = models.Procedure.objects.get(key="renouvellement")
    assert again.title_fr == "Autre carte"
    assert {step.key: step.text_fr for step in again.steps.all()} == {
        "deposer": "Envoyez.",
        "suivre": "Déposez.",
    }


def test_a_page_of_another_part_says_nothing_of_what_is_there(bruno):
    notice = models.Notice.objects.get(department__code="34")
    response = bruno.post(page(notice), {"text_fr": "Ouvert"})
    assert response.status_code in (302, 403)
    notice.refresh_from_db()
    assert notice.text_fr == "Fermé au 34."


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_told_of_the_other():
    document = models.Document.objects.get()
    clients = [agent("Anne"), agent("Bruno")]
    forms = [
        opened(client, document) | {"title_fr": f"Titre {index}"}
        for index, client in enumerate(clients)
    ]
    pairs = list(zip(clients, forms, strict=True))
    barrier = threading.Barrier(2)

    def save(pair):
        barrier.wait(timeout=20)
        try:
            return pair[0].post(page(document), pair[1]).status_code
        finally:
            connection.close()

    if connection.vendor == "sqlite":  # In memory it has one connection: one after the other.
        statuses = [client.post(page(document), data).status_code for client, data in pairs]
    else:
        with ThreadPoolExecutor(2) as pool:
            statuses = list(pool.map(save, pairs, timeout=60))
    assert sorted(statuses) == [200, 302]
    assert models.EntryChange.objects.count() == 1
