"""What comes after the check of a publication takes seconds too: it says how far it is, once."""

import re

import pytest
from django.db import DatabaseError
from django.urls import reverse

from procedures.admin.publication import planning, publishing
from procedures.publishing import progress
from procedures.publishing.editions import in_memory, planned, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.orders import Publication
from procedures.publishing.progress import WorkStage

from .agents import PUBLISH, Agent
from .channels import change
from .reading import said
from .test_waiting import followed, held, until_done

__all__ = ["followed", "held"]
pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def agent():
    return Agent("Ana", "publication")


@pytest.fixture
def no_memory(monkeypatch):
    """The thread of an act reads nothing: it does not see what a test has not committed."""
    monkeypatch.setattr(in_memory, "refresh", lambda: None)


def publish(client, edition):
    digest = client.get(PUBLISH, {"part": "82"}).context["digest"]
    sent = {"part": "82", "digest": digest, "action": "publier", "note": "Deux"}
    return (publisher, "check_publish", "publish", PUBLISH, sent, "Rien n'a changé")


def cancel(client, edition):
    address = reverse("admin:desk_cancel", args=[edition.number])
    return (planned, "check_cancel", "cancel", address, {"note": "Deux"}, "est annulée")


@pytest.mark.parametrize("act", [publish, cancel])
@pytest.mark.usefixtures("no_memory")
def test_an_act_says_how_far_it_is_and_is_done_once(
    agent, held, settings, monkeypatch, followed, act
):
    client, checked = agent.client, []
    module, check, name, address, sent, told = act(client, followed)
    held.result = Publication(editions.in_force_now(), (), ())

    def made(*args, **asked):
        progress.say(WorkStage.WRITTEN)
        return held()

    monkeypatch.setattr(module, check, lambda *args, **asked: checked.append(args))
    monkeypatch.setattr(module, name, made)
    settings.DESK_PATIENCE_SECONDS = 0.05
    waits = client.post(address, sent)
    assert held.said.wait(20)
    assert dict(waits.context["sent"]) == sent
    assert "C'est en cours. Fermer cette page n'arrête rien." in waits.text
    again = client.post(address, sent)
    assert again.context["work"] == waits.context["work"]
    states = {one["words"]: one["state"] for one in again.context["stages"]}
    assert states[WorkStage.PLANNED] == "done"
    assert (states[WorkStage.WRITTEN], states[WorkStage.SHOWN]) == ("now", "later")
    held.ready.set()
    answer = until_done(client.post, address, sent)
    assert answer.status_code == 302
    assert told in said(client.get(answer.url))
    assert (len(checked), held.count) == (1, 1)


@pytest.mark.usefixtures("no_memory")
def test_a_return_says_how_far_it_is_and_is_told_once_it_is_in_force(local, held, monkeypatch):
    """Meanwhile the edition that comes back is no former one any more, and another is in force."""
    publisher.publish()
    restore, address = publisher.restore, reverse("admin:desk_restore", args=[1])
    change("82", "Écrit avant.")
    publisher.publish()
    sent = {"note": "", "work": "garder", "en_vigueur": "2"}
    monkeypatch.setattr(publisher, "check_restore", lambda *_: None)
    held.hold(publisher, "restore")
    assert "Fermer cette page n'arrête rien." in local.post(address, sent).text
    assert held.said.wait(20)
    held.result = back = restore(1)
    held.ready.set()
    answer = until_done(local.post, address, sent)
    assert answer.status_code == 302
    assert f"L'édition {back.number} est en vigueur" in said(local.get(answer.url))
    assert held.count == 1


@pytest.mark.parametrize("sooner", [True, False])
def test_a_return_undoes_only_what_its_page_told(client_of, monkeypatch, sooner, published):
    """Somebody publishes after the page was shown; or while its act waits for its turn."""
    change("82", "Écrit avant.")
    publisher.publish()
    client, address = client_of("national"), reverse("admin:desk_restore", args=[1])
    sent = {"note": "", "en_vigueur": str(client.get(address).context["held"].number)}

    def publish_meanwhile(*_):
        change("82", "Écrit depuis.")
        publisher.publish()

    if sooner:
        publish_meanwhile()
    else:
        monkeypatch.setattr(publisher, "check_restore", publish_meanwhile)
    answer = client.post(address, sent)
    assert "Une autre édition est en vigueur depuis." in answer.text
    assert "Écrit depuis." in str(editions.in_force_now().parts.get(code="82").content)


@pytest.mark.usefixtures("no_memory")
def test_a_publication_that_wrote_in_the_working_copy_is_told_as_done(agent, held, monkeypatch):
    """The cases that a publisher confirms are written with it: its page shows another digest."""
    publisher.publish()
    digest = agent.client.get(PUBLISH, {"part": "82"}).context["digest"]
    sent = {"part": "82", "digest": digest, "action": "publier", "note": ""}
    held.result = Publication(editions.in_force_now(), (), ())
    monkeypatch.setattr(publisher, "check_publish", lambda **asked: None)
    held.hold(publisher, "publish")
    assert agent.client.post(PUBLISH, sent).context["work"]
    change("82", "Écrit avec la publication.")
    held.ready.set()
    assert until_done(agent.client.post, PUBLISH, sent).status_code == 302


def test_what_was_not_read_is_not_published(agent, monkeypatch, published):
    """Somebody writes between the press and the moment at which the edition is made."""
    change("82", "Relu.")
    digest = agent.client.get(PUBLISH, {"part": "82"}).context["digest"]
    sent = {"part": "82", "digest": digest, "action": "publier", "note": ""}
    really = publisher.publish

    def later(**asked):
        change("82", "Écrit depuis par quelqu'un d'autre.")
        return really(**asked)

    monkeypatch.setattr(publisher, "publish", later)
    before = editions.states()
    assert agent.client.post(PUBLISH, sent).context["refusal"] == publishing.STALE
    assert editions.states() == before


def test_what_is_planned_is_compared_behind_its_page(agent, held, followed):
    held.hold(planning, "_comparison")
    assert agent.client.get(reverse("admin:desk_planned", args=[4])).context["work"]


def test_a_form_whose_work_was_forgotten_publishes_only_what_its_page_showed(agent, monkeypatch):
    """A page left open on a device that sleeps sends its form again by itself."""
    publisher.publish()
    change("82", "Lu par la personne.")
    sent = {"part": "82", "digest": agent.client.get(PUBLISH).context["digest"], "note": ""}
    change("82", "Écrit depuis.")
    # It was known when its page was looked at, and gone when its act was asked for.
    monkeypatch.setattr(publishing, "under_way", lambda request: True)
    answer = agent.client.post(PUBLISH, sent)
    assert answer.context["refusal"] == publishing.STALE
    assert editions.in_force_now().number == 1


def test_no_two_forms_are_taken_for_one(agent, published):
    """The same words sent another day are another act."""
    pages = [agent.client.get(PUBLISH, {"part": "82"}).text for _ in range(2)]
    numbers = {re.search(r'name="envoi" value="(\w+)"', text)[1] for text in pages}
    assert len(numbers) == 2


def test_an_edition_that_this_process_cannot_show_yet_is_published_all_the_same(
    agent, monkeypatch, caplog
):
    publisher.publish()
    change("82", "Nouveau.")

    def without_database():
        raise DatabaseError

    monkeypatch.setattr(in_memory, "refresh", without_database)
    digest = agent.client.get(PUBLISH).context["digest"]
    answer = agent.client.post(PUBLISH, {"part": "82", "digest": digest, "note": ""})
    assert answer.status_code == 302
    assert editions.in_force_now().number == 2
    assert "shown later" in caplog.text
