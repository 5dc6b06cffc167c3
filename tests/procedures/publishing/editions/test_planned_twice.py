"""What two publications change both: two plans of one part, or a plan and what comes before it."""

from datetime import datetime, timedelta

import pytest

from procedures.exchange import load_into_database
from procedures.models import (
    Channel,
    ChannelProcedure,
    Department,
    Edition,
    Procedure,
    Question,
    Site,
)
from procedures.publishing.content import content_now
from procedures.publishing.editions import freezing, in_memory, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import PARIS
from procedures.publishing.editions.orders import PLANNED, PUBLISHED

from .test_planned import NEW_YEAR, NEXT_YEAR, at, correct, opened, publish_a_site, title
from .test_publisher import make_plain

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


@pytest.mark.parametrize(
    ("word", "then"), [(PLANNED, "Selon la nouvelle loi"), (PUBLISHED, "Corrigé le 15")]
)
def test_who_publishes_says_which_version_stays_on_the_day(opened, at, word, then):
    Question.objects.update(text_fr="Étudiez-vous ?")
    publisher.publish(only="national", takes_effect_on=NEW_YEAR)
    Question.objects.update(text_fr="Êtes-vous étudiant ?")
    Procedure.objects.update(title_fr="Corrigé le 15")
    with pytest.raises(freezing.Unchosen) as refused:
        publisher.publish(only="national", chosen={})
    assert [one.number for one in refused.value.met] == [2]
    assert Edition.objects.count() == 3
    publisher.publish(only="national", chosen={2: word})
    assert title() == "Corrigé le 15"
    at(NEXT_YEAR)
    assert title() == then
    # The other change of that day is as planned.
    (question,) = in_memory.edition_in_force().rule_set.questions.values()
    assert question.text["fr"] == "Étudiez-vous ?"


def test_nothing_is_asked_where_a_plan_says_the_same(opened, at):
    Procedure.objects.update(title_fr="Selon la nouvelle loi")
    publisher.publish(only="national", chosen={})
    assert title() == "Selon la nouvelle loi"
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"


def test_a_plan_published_too_early_and_taken_back_still_holds(opened, at):
    correct("Selon la nouvelle loi")
    publisher.restore(1)
    assert title() == "Carte étudiant"
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"


def test_what_somebody_chose_before_stays_what_follows(opened, at):
    """Editions made again by hand, as they once were, have changes of their own."""
    correct()
    plain = editions.contents_of(Edition.objects.get(number=4))
    other = {
        **plain,
        "national": {
            **plain["national"],
            "procedures": [{**plain["national"]["procedures"][0], "title": "Choisi à la main"}],
        },
    }
    base = Edition.objects.get(number=3)
    known = list(base.parts.all())
    chosen = [freezing.part_of(code, one, known, None) for code, one in other.items()]
    freezing.save_edition(
        chosen, base, takes_effect_on=NEW_YEAR, confirms=Edition.objects.get(number=4)
    )
    publish_a_site()
    at(NEXT_YEAR)
    assert title() == "Choisi à la main"


def test_a_renaming_meanwhile_keeps_the_former_name_and_what_departements_wrote(opened, at):
    channel = Channel.objects.create(
        department=Department.objects.get(code="82"), kind="postal", key="courrier"
    )
    ChannelProcedure.objects.create(channel=channel, procedure=Procedure.objects.get())
    Procedure.objects.update(title_fr="Carte étudiant")
    publisher.publish(only="82")
    Procedure.objects.update(key="titre", formerly=["carte"])
    # The title is that of before: the plan alone changes it.
    publisher.publish(only="national", chosen={})
    at(NEXT_YEAR)
    in_memory.refresh()
    rule_set = in_memory.edition_in_force().rule_set
    assert rule_set.procedures["titre"].title["fr"] == "Selon la nouvelle loi"
    plain = in_memory.plain_of(editions.in_force_now().number)
    assert plain["procedures"][0]["formerly"] == ["carte"]
    (channel,) = rule_set.departments["82"].channels
    assert channel.procedures == {"titre"}


def test_a_translation_and_another_value_of_an_entry_are_no_question(opened, at):
    Procedure.objects.update(title_fr="Carte étudiant", title_ar="بطاقة")
    publisher.publish(only="national", chosen={})
    at(NEXT_YEAR)
    in_memory.refresh()
    title = in_memory.edition_in_force().rule_set.procedures["carte"].title
    assert title["fr"] == "Selon la nouvelle loi"


def test_a_part_that_is_planned_and_then_published_first_is_a_question(at):
    load_into_database(make_plain())
    publisher.publish(only="national")
    department = Department.objects.get(code="82")
    site = Site.objects.create(department=department, key="accueil", name_fr="Faux")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    site.name_fr = "Juste"
    site.save()
    with pytest.raises(freezing.Unchosen):
        publisher.publish(only="82", chosen={})
    publisher.publish(only="82", chosen={2: PUBLISHED})
    at(NEXT_YEAR)
    in_memory.refresh()
    (found,) = in_memory.edition_in_force().rule_set.departments["82"].sites
    assert found.name["fr"] == "Juste"


def test_what_a_plan_changes_of_an_entry_that_goes_is_told(opened):
    Procedure.objects.all().delete()
    content = content_now().by_part
    (step,) = freezing.ahead(content, None, editions.in_force_now())
    assert [(part, one.key) for part, one in step.lost] == [("national", "procedures:carte")]
