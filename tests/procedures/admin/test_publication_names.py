"""« Publier » after « Renommer » shows no change but the name."""

import pytest

from procedures import models
from procedures.drafting.changing.renaming import rename
from procedures.publishing.editions import publisher

from .test_publication_page import STUDY, URL, told_of

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def renamed(catalogue):
    """A question, a value and a procedure that are published, renamed since."""
    publisher.publish()
    question = models.Question.objects.get(key="situation")
    rename(question, "activite", None)
    rename(models.Choice.objects.get(value="etudes"), "cours", None)
    rename(models.Procedure.objects.get(), "prolongation", None)


def differences(response):
    """Return the label of all that is said to differ, by entry."""
    return {(told.label, one.label) for told in told_of(response) for one in told.differences}


def test_renaming_is_told_as_a_former_name_and_nothing_else(client_of, renamed):
    response = client_of("national").get(URL, {"part": "national"})
    assert response.context["change_count"] == 2
    told = differences(response)
    assert len(told) == 3
    assert all(label.endswith("anciens identifiants") for _, label in told)


def test_renaming_changes_nothing_for_anybody(client_of, renamed):
    effects = client_of("national").get(URL, STUDY).context["effects"]
    assert effects["groups"] == []


def test_department_has_nothing_to_say(local, renamed):
    publisher.publish(only="national")
    assert local.get(URL, {"part": "82"}).context["change_count"] == 0


def test_a_change_beside_a_renaming_still_shows(client_of, renamed):
    models.Procedure.objects.update(when={"activite": "travail"})
    effects = client_of("national").get(URL, STUDY).context["effects"]
    assert effects["groups"]
