"""Two plans of one part: the second keeps what the first brings, but what both change."""

from datetime import datetime, timedelta

import pytest

from procedures.models import Procedure, Question
from procedures.publishing.editions import in_memory, publisher
from procedures.publishing.editions.in_force import PARIS

from .test_planned import NEW_YEAR, NEXT_YEAR, at, opened, title

__all__ = ["at", "opened"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held():
    in_memory.hold(None)
    yield
    in_memory.hold(None)


def plan_a_question(day=NEW_YEAR + timedelta(days=1)):
    Question.objects.update(text_fr="Étudiez-vous ?")
    return publisher.publish(only="national", takes_effect_on=day, note="La question").edition


@pytest.mark.parametrize("day", [NEW_YEAR, NEW_YEAR + timedelta(days=1)])
def test_a_second_plan_keeps_what_the_first_one_brings(opened, at, day):
    # As « Publier » advises, so that what is planned is not published at once.
    Procedure.objects.update(title_fr="Carte étudiant")
    plan_a_question(day)
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    at(datetime(2027, 1, 3, tzinfo=PARIS))
    assert title() == "Selon la nouvelle loi"
    assert (
        in_memory.edition_in_force().rule_set.questions["etudiant"].text["fr"] == "Étudiez-vous ?"
    )


def test_who_plans_last_has_the_last_word_on_what_both_change(opened, at):
    Procedure.objects.update(title_fr="Selon une autre loi")
    plan_a_question()
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    at(datetime(2027, 1, 3, tzinfo=PARIS))
    assert title() == "Selon une autre loi"
