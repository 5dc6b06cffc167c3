"""The sentences of conditions name facts, values and groups as agents know them."""

import pytest

from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.models import Group, Question


@pytest.mark.django_db
def test_a_group_is_called_by_its_title():
    Group.objects.create(key="europe", fact="nationalite", title="Pays d'Europe", values=["IT"])
    assert DraftWording(Names()).group("europe") == "Pays d'Europe"


@pytest.mark.django_db
def test_a_commune_is_called_as_the_lists_show_it():
    Question.objects.create(key="commune", kind="commune", text="Où ?")
    assert DraftWording(Names()).value("commune", "82121") == "Montauban (82)"
