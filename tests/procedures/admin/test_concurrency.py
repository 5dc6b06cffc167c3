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
from .two_people import acts, agent, both, conflict, opened, refusals, theirs

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_second_person_reads_who_changed_what_and_may_save_knowingly(anne, bruno, document):
    response = conflict(
        anne, bruno, document, first={"title_fr": "Le passeport"}, second={"title_fr": "Passeports"}
    )
    assert response.status_code == 200
    assert (both(response), theirs(response)) == (["Titre"], [])
    assert acts(response) == [("titre", "Passeport", "Le passeport")]
    assert "Anne a changé cette fiche" in response.content.decode()
    document.refresh_from_db()
    assert document.title_fr == "Le passeport"
    again = form_data(response)
    assert again["title_fr"] == "Passeports"
    assert bruno.post(page(document), again).status_code == 302
    document.refresh_from_db()
    assert document.title_fr == "Passeports"
    authors = models.EntryChange.objects.order_by("pk").values_list("author__full_name", flat=True)
    assert list(authors) == ["Anne", "Bruno"]


def test_other_fields_are_put_together_and_a_third_change_is_read_again(anne, bruno, document):
    response = conflict(
        anne, bruno, document, first={"title_fr": "Un"}, second={"explanation_fr": "Oui."}
    )
    assert (both(response), theirs(response)) == ([], ["Titre"])
    assert form_data(response)["title_fr"] == "Un"
    assert anne.post(page(document), opened(anne, document) | {"title_fr": "Deux"}).url
    response = bruno.post(page(document), form_data(response))
    assert acts(response) == [("titre", "Un", "Deux")]
    bruno.post(page(document), form_data(response))
    document.refresh_from_db()
    assert (document.title_fr, document.explanation_fr) == ("Deux", "Oui.")


def test_the_same_change_sent_twice_is_no_conflict(anne, document):
    data = opened(anne, document) | {"title_fr": "Le passeport"}
    assert [anne.post(page(document), data).status_code for _ in range(2)] == [302, 302]


def test_ticks_lists_conditions_and_ends_of_windows_are_put_together(anne, bruno, procedure):
    other = factories.make_document(key="visa", title_fr="Visa")
    entry = models.DocumentEntry.objects.create(procedure=procedure, document=other)
    end = {"count": "2", "unit": "months", "side": "-1", "fact": "expiry_date"}
    first = {"sensitive": "on", "when": "age: {gte: 18}", "documents-0-form": "copy"}
    first |= {f"steps-0-window_to_{part}": value for part, value in end.items()}
    response = conflict(anne, bruno, procedure, first=first, second={"title_fr": "Autre"})
    assert len(theirs(response)) == 4
    assert {"Sujet sensible", "Condition"} < set(theirs(response))
    # In the words of the history: agents read no key.
    said = [words for _, *sides in acts(response) for words in sides]
    assert not [words for words in said if "{" in words or "gte" in words]
    assert [words for words in said if words.startswith("2 mois avant")]
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    entry.refresh_from_db()
    procedure.refresh_from_db()
    assert (entry.form, procedure.sensitive, procedure.title_fr) == ("copy", True, "Autre")
    assert procedure.when == {"age": {"gte": 18}}
    assert procedure.steps.get().window_to == {"fact": "expiry_date", "months": -2}


def test_two_days_of_a_week_are_put_together_and_only_one_written_twice_is_chosen(anne, bruno):
    site = models.Site.objects.first()
    models.Site.objects.filter(pk=site.pk).update(weekly_hours={"fri": ["09:00-12:00"]})
    first = {"weekly_hours_mon": "9h-12h", "weekly_hours_fri": "9h-11h"}
    response = conflict(anne, bruno, site, first=first, second={"weekly_hours_tue": "14h-16h"})
    assert (both(response), len(theirs(response))) == ([], 1)
    assert anne.post(page(site), opened(anne, site) | {"weekly_hours_wed": "fermé"}).url
    his = form_data(response) | {"weekly_hours_wed": "10h-11h"}
    response = bruno.post(page(site), his)
    assert len(both(response)) == 1
    assert bruno.post(page(site), form_data(response)).status_code == 302
    site.refresh_from_db()
    assert site.weekly_hours == {
        "mon": ["09:00-12:00"],
        "tue": ["14:00-16:00"],
        "wed": ["10:00-11:00"],
        "fri": ["09:00-11:00"],
    }


def test_lines_changed_added_and_removed_by_the_other_are_put_together(anne, bruno, procedure):
    kept, gone = procedure.steps.get(), factories.make_step(procedure=procedure, position=1)
    his = opened(bruno, procedure)
    hers = opened(anne, procedure) | {"steps-0-text_fr": "Envoyez.", "steps-1-DELETE": "on"}
    hers |= {"steps-TOTAL_FORMS": 3, "steps-2-key": "suivre", "steps-2-text_fr": "Suivez."}
    assert anne.post(page(procedure), hers).status_code == 302
    mine = {"steps-TOTAL_FORMS": 3, "steps-2-key": "retirer", "steps-2-text_fr": "Retirez."}
    response = bruno.post(page(procedure), his | mine)
    assert both(response) == []
    assert len(theirs(response)) == 3
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    steps = {step.key: step.text_fr for step in procedure.steps.all()}
    assert steps == {kept.key: "Envoyez.", "suivre": "Suivez.", "retirer": "Retirez."}
    assert gone.key not in steps


def test_a_line_typed_in_that_the_other_removed_comes_back_as_a_new_one(anne, bruno, procedure):
    typed = {"steps-0-text_fr": "Un long texte."}
    response = conflict(anne, bruno, procedure, first={"steps-0-DELETE": "on"}, second=typed)
    assert len(both(response)) == 1
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    assert [step.text_fr for step in procedure.steps.all()] == ["Un long texte."]


def test_a_line_that_the_other_changed_is_removed_knowingly(anne, bruno, procedure):
    first = {"steps-0-text_fr": "Un long texte."}
    response = conflict(anne, bruno, procedure, first=first, second={"steps-0-DELETE": "on"})
    assert len(both(response)) == 1
    assert procedure.steps.exists()
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    assert not procedure.steps.exists()


def test_what_the_page_does_not_show_is_no_conflict(anne, bruno, document):
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
    assert both(response) == ["Titre"]
    assert "Dans la fiche maintenant&nbsp;: Passeport" in response.content.decode()
    assert form_data(response)["title_fr"] == "Passeports"
    document.refresh_from_db()
    assert document.title_fr == "Passeport"
    assert anne.post(page(document), form_data(response)).status_code == 302


def test_a_wrong_field_keeps_the_version_that_was_read(anne, bruno, procedure):
    his = opened(bruno, procedure) | {"when": "situation: etude"}
    response = bruno.post(page(procedure), his)
    assert "desk_merge" not in response.context
    anne.post(page(procedure), opened(anne, procedure) | {"title_fr": "Autre"})
    response = bruno.post(page(procedure), form_data(response) | {"when": "situation: travail"})
    assert theirs(response) == ["Titre"]


def test_what_was_typed_for_a_deleted_entry_is_offered_as_a_new_one(anne, bruno, procedure):
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
def test_of_two_saves_at_the_same_moment_one_is_told_of_the_other(document):
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
