"""After a publication: when the public sees it, where to read it, and how to take it back."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher

from .addresses import listing

pytestmark = pytest.mark.usefixtures("catalogue")
PUBLISH = "/admin/publier/"


def publish(client, part="82"):
    models.Channel.objects.filter(department__code=part).update(instructions_fr="Venez.")
    digest = client.get(PUBLISH, {"part": part}).context["digest"]
    sent = {"part": part, "action": "publier", "digest": digest}
    response = client.post(PUBLISH, sent)
    assert response.status_code == 302
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def restoring(number):
    return reverse("admin:desk_restore", args=[number])


@pytest.mark.parametrize(
    ("seconds", "words"), [(300, "5 minutes au plus"), (60, "1 minute au plus")]
)
def test_how_long_browsers_keep_a_page_is_said(client_of, settings, seconds, words):
    settings.PUBLIC_PAGES_HELD = seconds
    publisher.publish()
    assert f"Visible du public dans {words}." in publish(client_of("82"))


def test_the_public_page_and_the_way_back_are_one_press_away(client_of):
    publisher.publish()
    said = publish(client_of("82"))
    assert "/fr/82/" in said
    assert restoring(1) in said
    # A national publication has no page of its own.
    assert "Voir la page" not in publish(client_of("national"), models.NATIONAL)


def test_the_way_back_stands_on_the_row_of_what_it_takes_back(client_of):
    publisher.publish()
    client = client_of("82")
    publish(client)
    text = client.get(listing(models.Edition)).text
    first_row = text[text.index("<tbody>") :].partition("</tr>")[0]
    assert "revenir à la 1" in first_row
    assert restoring(1) in first_row
    others = client_of("34").get(listing(models.Edition)).text
    assert restoring(1) not in others
