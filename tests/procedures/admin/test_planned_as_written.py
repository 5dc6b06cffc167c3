"""What is planned and still written so: nobody is asked to publish it now, and its day is told."""

import pytest
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from procedures.publishing.journal import recording
from tests import factories

from .test_planned_editions import NEW_YEAR, PUBLISH, december, law

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["december", "law"]


def test_two_planned_on_one_day_are_told_with_one_day(client_of, law):
    models.Document.objects.update(title_fr="Un autre nom")
    publisher.publish(only="national", takes_effect_on=NEW_YEAR)
    page = client_of("national").get(PUBLISH).content.decode()
    assert "ce qui est prévu le 1er janvier 2027. Publier maintenant" in page


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
