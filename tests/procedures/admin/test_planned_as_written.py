"""What is planned and still written so: nobody is asked to publish it now, and its day is told."""

import pytest
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.journal import recording
from tests import factories

from .reading import said, words_of
from .test_planned_editions import NEW_YEAR, PUBLISH, december, law

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["december", "law"]


def test_two_planned_on_one_day_are_told_with_one_day(client_of, law):
    models.Document.objects.update(title_fr="Un autre nom")
    publisher.publish(only="national", takes_effect_on=NEW_YEAR)
    choices = client_of("national").get(PUBLISH).context["choices"]
    assert {(one.planned, one.chosen) for one in choices} == {(NEW_YEAR, False)}


def test_what_is_planned_as_it_is_written_is_not_left_to_publish(client_of, law):
    def record(title):
        with recording(factories.make_user()):
            document = models.Document.objects.get()
            document.title_fr = title
            document.save()

    def told(client):
        context = client.get(reverse("admin:index")).context
        (number,) = (one["count"] for one in context["desk_bar"] if one["label"] == "Publier")
        return [one["count"] for one in context["desk_strips"]], number

    client, former = client_of("national"), models.Document.objects.get().title_fr
    record("Un autre nom")
    assert told(client) == ([1], 1)
    record(former)
    assert told(client) == ([], 0)


def test_what_is_planned_waits_for_its_day_unless_its_box_is_ticked(nation, law):
    models.Document.objects.update(title_fr="Passeport valable")
    shown = {one.key: one.chosen for one in nation.get(PUBLISH).context["choices"]}
    pressed = {"part": "national", "note": "Ma note.", "when": "maintenant", "montre": [*shown]}
    form = pressed | {"pris": [key for key, chosen in shown.items() if chosen]}
    response = nation.post(PUBLISH, form)
    assert response.status_code == 302
    assert "Laissé dans votre travail" not in said(response)
    seen = editions.contents_of(editions.in_force_now())["national"]
    assert {one["title"] for one in seen["documents"]} == {"Passeport valable"}
    assert "Selon la nouvelle loi" not in {one["title"] for one in seen["procedures"]}
    form = pressed | {"pris": [*shown], "note": ""}
    words = words_of(nation.post(PUBLISH, form | {"part": "national", "day": "?"}).content.decode())
    assert "vous publiez maintenant ce qui est prévu le 1er janvier 2027" in words


def test_a_plan_of_which_nothing_is_left_is_not_ready(client_of, law):
    models.Procedure.objects.update(title_fr="Autrement")
    number = f"prevu-{law.number}"
    form = {"part": "national", "note": "", "when": "date", "day": "", number: "publie"}
    response = client_of("national").post(PUBLISH, form)
    words = words_of(response.content.decode())
    assert "il n'en reste rien" in words
    assert "prêt, rien à faire" not in words
