"""Rights taken back while a page publishes: the act asks for them again, with the lock held."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.editions import stored as editions

from .addresses import page
from .channels import change
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def editor(client_of):
    """The client of who publishes the 82, where an edition is in force and another planned."""
    publisher.publish()
    change("82")
    day = timezone.localdate() + timedelta(days=30)
    publisher.publish(only="82", takes_effect_on=day)
    return client_of("82")


@pytest.fixture
def overtaken(monkeypatch):
    """A function: from now on, whoever waits for the lock loses every right before having it."""
    lock = editions.lock

    def lose_and_lock():
        models.DepartmentMembership.objects.all().delete()
        lock()

    return lambda: monkeypatch.setattr(editions, "lock", lose_and_lock)


def publish(client):
    change("82", "Changé depuis.")
    sent = {"part": "82", "note": "", "prevu-2": "prevu"}
    return lambda: client.post(reverse("admin:desk_publish"), sent)


def cancel(client):
    return lambda: client.post(reverse("admin:desk_cancel", args=[2]), {"note": ""})


def restore(client):
    change("82", "Venez sans rendez-vous.")
    publisher.publish(only="82")
    return lambda: client.post(reverse("admin:desk_restore", args=[1]), {"note": ""})


def publish_a_notice(client):
    notice = models.Notice.objects.get(text_fr="Fermé au 82.")
    days = {"starts_on": timezone.localdate().strftime("%d/%m/%Y"), "ends_on": "31/12/2099"}
    typed = form_data(client.get(page(notice))) | days
    return lambda: client.post(page(notice), typed | {"text_fr": "Fermé.", "_publier": "oui"})


ACTS = [publish, cancel, restore, publish_a_notice]


def refusal_in(response):
    context = response.context
    return context.get("refusal") or " ".join(context["adminform"].form.non_field_errors())


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_for_who_lost_the_right_meanwhile(editor, overtaken, act):
    do = act(editor)
    before = editions.states()
    overtaken()
    response = do()
    assert response.status_code == 200
    assert "Rien n'est" in refusal_in(response)
    assert editions.states() == before
    assert not models.Notice.objects.filter(text_fr="Fermé.").exists()


@pytest.mark.parametrize("act", ACTS)
def test_who_still_has_the_right_does_it(editor, act):
    do = act(editor)
    before = editions.states()
    assert do().status_code == 302
    assert editions.states() != before
