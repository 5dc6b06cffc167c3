"""« Demander une pièce » marks what a préfecture asks otherwise and the public does not see yet."""

import pytest

from procedures import models
from procedures.publishing.editions import publisher

from .asked import ASKING

pytestmark = pytest.mark.usefixtures("catalogue")


def states(client):
    return [one.state for one in client.get(ASKING).context["adaptations"]]


def test_what_the_public_does_not_see_yet_is_marked(local, receipt, override):
    assert states(local) == ["pas encore public"]
    publisher.publish()
    assert states(local) == [""]
    models.DocumentEntry.objects.create(override=override, document=receipt)
    assert states(local) == ["changement pas encore public"]
    assert "changement pas encore public</span>" in local.get(ASKING).text
    models.Override.objects.update(draft=True)
    assert states(local)[:1] == ["en préparation"]
    override.delete()
    assert states(local) == ["retirée, le public la voit encore"]
    publisher.publish()
    assert states(local) == []
    assert "aujourd'hui" not in local.get(ASKING).text
