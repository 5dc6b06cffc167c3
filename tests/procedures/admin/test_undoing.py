"""A publication is taken back alone, whatever others published since, from where one looks."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import in_memory, publisher
from procedures.publishing.editions.planned import undoable_editions
from tests import factories

from .addresses import page
from .forms import form_data
from .reading import said
from .test_forms import save

pytestmark = pytest.mark.usefixtures("catalogue")


def publish(part, text):
    models.Channel.objects.filter(department__code=part).update(instructions_fr=text)
    return publisher.publish(only=part, note=f"Note du {part}").edition


def address(edition):
    former = edition.based_on_id
    return f"{reverse('admin:desk_restore', args=[former])}?defaire={edition.number}"


def instructions(part):
    (channel,) = in_memory.edition_in_force().rule_set.departments[part].channels
    return channel.instructions["fr"]


@pytest.fixture
def mine():
    """The publication of the 82, before one of the 34."""
    publisher.publish()
    mine = publish("82", "Venez au 82.")
    publish("34", "Venez au 34.")
    return mine


@pytest.mark.parametrize("part", ["82", "national"])
def test_a_publication_goes_back_alone(client_of, mine, part):
    edition = mine
    if part == "national":
        models.Document.objects.update(title_fr="Un autre papier")
        edition = publisher.publish(only="national").edition
        publish("82", "Venez tôt au 82.")
    client = client_of(part)
    shown = client.get(address(edition))
    assert "Ce que d'autres ont publié depuis ne change pas" in unescape(shown.text)
    answer = client.post(address(edition), form_data(shown))
    assert answer.status_code == 302
    name = "contenu national" if part == "national" else "Tarn-et-Garonne"
    assert f" pour {name}. Ce que d'autres ont publié depuis n'a pas changé." in said(answer)
    in_memory.refresh()
    assert instructions("34") == "Venez au 34."
    if part == "national":
        assert instructions("82") == "Venez tôt au 82."
        titles = {one["title"] for one in in_memory.plain_of(6)["documents"]}
        assert "Un autre papier" not in titles
    else:
        assert instructions("82") == "Écrivez au 82."


def test_the_way_back_stands_where_one_looks(client_of, mine):
    client, channel = client_of("82"), models.Channel.objects.get(department__code="82")
    way = address(mine)
    for where in ("/admin/", "/admin/publier/?part=82", "/admin/procedures/edition/"):
        assert way in client.get(where).text, where
    save(client, channel, instructions_fr="Venez demain.")
    assert (
        address(publisher.publish(only="82").edition) in client.get(page(channel, "history")).text
    )
    assert way not in client_of("34").get("/admin/").text


def test_who_may_not_go_back_reads_why_and_whom_to_ask(client_of, mine):
    publisher_of_82 = factories.make_user(email="paul@example.org", full_name="Paul Roux")
    factories.make_membership("82", role="publication", user=publisher_of_82)
    refused = client_of("34").get(reverse("admin:desk_restore", args=[mine.number]))
    assert refused.status_code == 200
    publish("82", "Venez encore au 82.")
    publish("34", "Écrivez au 34.")
    held = publish("82", "Enfin au 82.")
    refused = client_of("34").get(reverse("admin:desk_restore", args=[held.based_on_id]))
    assert refused.status_code == 403
    assert "Tarn-et-Garonne" in refused.text
    assert "Paul Roux" in refused.text
    again = client_of("82").get(address(mine))
    assert again.status_code == 403
    assert "ne peut plus être défaite seule" in unescape(again.text)


def test_only_the_last_publication_of_a_part_is_offered(mine):
    assert [(one.edition, one.parts) for one in undoable_editions(["82"])] == [(mine, {"82"})]
    latest = publish("82", "Venez encore au 82.")
    assert [(one.edition, one.former.number) for one in undoable_editions(["82"])] == [(latest, 3)]
    # A plan is not read yet: cancelling it is another page.
    models.Channel.objects.filter(department__code="82").update(instructions_fr="Un jour.")
    day = timezone.localdate() + timedelta(days=9)
    publisher.publish(only="82", takes_effect_on=day)
    assert [one.edition for one in undoable_editions(["82"])] == [latest]


def read_of(client, obj):
    return [act.read for act in client.get(page(obj, "history")).context["acts"]]


def test_the_history_says_what_is_only_planned(desk):
    publisher.publish()
    document = models.Document.objects.get()
    save(desk, document, title_fr="Selon la loi")
    plan = publisher.publish(only="national", takes_effect_on=date(2099, 1, 1)).edition
    # What is published meanwhile leaves the plan out.
    models.Question.objects.filter(key="age").update(text_fr="Votre âge ?")
    publisher.publish(only="national", excluded=[f"documents:{document.key}"])
    (read,) = read_of(desk, document)
    assert read.is_ahead
    assert read.edition.takes_effect_on == plan.takes_effect_on
    text = unescape(desk.get(page(document, "history")).text).replace("\xa0", " ")
    assert "Prévu pour le 1er janvier 2099 : le public ne le lit pas encore." in text
    assert "Publié le" not in text


def test_the_history_says_what_a_return_took_away_and_what_it_brought_back(desk):
    publisher.publish()
    document = models.Document.objects.get()
    before = document.title_fr
    save(desk, document, title_fr="Par erreur")
    edition = publisher.publish(only="national").edition
    returned = publisher.restore(1)
    (read,) = read_of(desk, document)
    assert (read.edition, read.until) == (edition, returned)
    save(desk, document, title_fr=before)
    newest, oldest = read_of(desk, document)
    assert (newest.is_older, newest.edition) == (True, returned)
    assert oldest.until == returned
    assert "Le public le lisait déjà, dans l'édition 3" in unescape(
        desk.get(page(document, "history")).text
    )
