"""A move among ranks is one change, wherever what waits to be published is counted or listed."""

import re

import pytest

from procedures import models
from procedures.models import NATIONAL
from procedures.publishing.editions import publisher

from .agents import OWN, Agent
from .test_ranks import choose, rivals

pytestmark = pytest.mark.usefixtures("catalogue")
__all__ = ["rivals"]


def number(client, address="/admin/aide/"):
    """Return the number of the bar of a page."""
    found = re.search(r'class="desk-number">(\d+)<', client.get(address).text)
    return int(found[1]) if found else 0


@pytest.fixture
def people(rivals):
    """Who publishes and who writes, once « Carte a » and « Carte b » have changed places."""
    publisher.publish()
    reader, editor = Agent("Léa", "publication", NATIONAL), Agent("Zoé", "redaction", NATIONAL)
    choose(editor.client, rivals.get(key="a"), f"apres-{rivals.get(key='b').pk}")
    return reader, editor


def test_two_that_change_places_are_one_change_in_the_bar_and_on_the_first_page(people):
    reader, editor = people
    assert {one.name for one in models.EntryChange.objects.all()} == {"a", "b"}
    assert number(reader.client) == 1
    assert number(editor.client) == 1
    (strip,) = reader.client.get("/admin/").context["desk_strips"]
    assert (strip["count"], strip["rest"]) == (1, 0)
    ((_, _),) = editor.client.get(OWN).context["parts"][0]["changes"]


def test_another_change_of_who_made_room_counts(rivals):
    publisher.publish()
    editor = Agent("Zoé", "redaction", NATIONAL)
    choose(editor.client, rivals.get(key="e"), f"apres-{rivals.get(key='b').pk}")
    assert number(editor.client) == 1
    choose(editor.client, rivals.get(key="c"), str(rivals.get(key="c").rank), summary_fr="Neuf.")
    assert number(editor.client) == 2
