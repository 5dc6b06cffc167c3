"""Editions with a day: shown from it, made again on what comes in between, cancelled."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.exchange import load_into_database
from procedures.models import (
    Channel,
    ChannelProcedure,
    Department,
    Document,
    Edition,
    Notice,
    Procedure,
    Question,
    Site,
)
from procedures.publishing.editions import (
    freezing,
    in_memory,
    one_notice,
    planned,
    publisher,
    successors,
)
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import PARIS
from tests.procedures.publishing.editions.test_publisher import make_case, make_plain

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=PARIS)
NEW_YEAR = date(2027, 1, 1)
NEXT_YEAR = datetime(2027, 1, 1, 0, 0, 1, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _nothing_held():
    in_memory.hold(None)
    yield
    in_memory.hold(None)


@pytest.fixture
def at(monkeypatch):
    """A function: the time that it is. Each test starts on 1 December 2026, at noon."""

    def go(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    go(NOON)
    return go


@pytest.fixture
def opened(at):
    """A catalogue in force, and one that changes the national content on 1 January."""
    load_into_database(make_plain())
    publisher.publish(note="Ouverture")
    Procedure.objects.update(title_fr="Selon la nouvelle loi")
    return publisher.publish(only="national", takes_effect_on=NEW_YEAR, note="La loi").edition


def title():
    in_memory.refresh()
    return in_memory.edition_in_force().rule_set.procedures["carte"].title["fr"]


def publish_a_site(key="montauban"):
    department = Department.objects.get(code="82")
    Site.objects.create(department=department, key=key, name_fr=key.capitalize())
    return publisher.publish(only="82")


def test_it_is_shown_from_its_day_without_a_new_publication(opened, at):
    assert (opened.number, opened.based_on_id, opened.takes_effect_on) == (2, 1, NEW_YEAR)
    assert title() == "Carte étudiant"
    at(datetime(2026, 12, 31, 23, 59, 59, tzinfo=PARIS))
    assert title() == "Carte étudiant"
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    assert in_memory.edition_in_force().published_at == datetime(2027, 1, 1, tzinfo=PARIS)


def test_the_day_is_looked_for_with_one_query(opened, django_assert_num_queries):
    in_memory.refresh()
    with django_assert_num_queries(1):
        assert in_memory.refresh() is False


def correct(text="Corrigé le 15"):
    """Publish another title for the same procedure: what is planned for it meets it."""
    Procedure.objects.update(title_fr=text)
    return publisher.publish(only="national")


def test_what_is_published_in_between_is_kept_and_it_follows(opened, at):
    publication = publish_a_site()
    assert [edition.number for edition in publication.followed] == [4]
    assert (publication.edition.number, publication.edition.based_on_id) == (3, 1)
    assert editions.states() == {1: "déjà publiée", 2: "reprise", 3: "en vigueur", 4: "prévue"}
    follower = Edition.objects.get(number=4)
    assert (follower.note, follower.takes_effect_on) == (opened.note, NEW_YEAR)
    assert (follower.based_on_id, follower.confirms_id) == (3, 2)
    assert title() == "Carte étudiant"
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    content = {part.code: part.content for part in editions.in_force_now().parts.all()}
    assert content["82"]["department"]["sites"][0]["id"] == "montauban"


def test_another_entry_of_the_same_part_does_not_disturb_it(opened, at):
    Procedure.objects.update(title_fr="Carte étudiant")
    Question.objects.update(text_fr="Étudiez-vous ?")
    publication = publisher.publish(only="national")
    assert [edition.number for edition in publication.followed] == [4]
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    assert (
        in_memory.edition_in_force().rule_set.questions["etudiant"].text["fr"] == "Étudiez-vous ?"
    )


def test_what_both_change_is_as_planned_on_the_day(opened, at):
    assert [one.number for one in correct().followed] == [4]
    assert title() == "Corrigé le 15"
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"


def test_a_follower_reuses_the_part_that_was_frozen(opened):
    frozen = set(planned.parts_of(opened))
    (follower,) = publish_a_site().followed
    assert frozen <= set(follower.parts.all())
    assert [part.code for part in frozen] == ["national"]


def test_a_planned_one_made_before_another_lets_it_follow(opened, at):
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne, en décembre")
    earlier = publisher.publish(only="82", takes_effect_on=date(2026, 12, 15))
    assert [one.based_on_id for one in earlier.followed] == [3]
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    name = in_memory.edition_in_force().rule_set.departments["82"].name
    assert name["fr"] == "Tarn-et-Garonne, en décembre"


def test_what_stood_on_a_cancelled_one_keeps_its_own_changes_only(opened, at):
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne, 2027")
    publisher.publish(only="82", takes_effect_on=date(2027, 2, 1))
    planned.cancel(2)
    at(datetime(2027, 2, 1, 8, tzinfo=PARIS))
    assert title() == "Carte étudiant"
    name = in_memory.edition_in_force().rule_set.departments["82"].name
    assert name["fr"] == "Tarn-et-Garonne, 2027"


@pytest.mark.parametrize(
    ("days", "read"),
    [
        ({"ends_on": date(2027, 1, 31)}, "Fermé tout janvier."),
        # It speaks of no day: on its own, the plan has the last word.
        ({}, "Fermé le 2 janvier."),
    ],
)
def test_an_announcement_of_some_days_published_since_stays(opened, at, days, read):
    department = Department.objects.get(code="82")
    notice = Notice.objects.create(department=department, text_fr="Fermé.", position=1, **days)
    one_notice.publish_notice(notice)
    Notice.objects.update(text_fr="Fermé le 2 janvier.")
    publisher.publish(only="82", takes_effect_on=NEW_YEAR)
    Notice.objects.update(text_fr="Fermé tout janvier.")
    notice.refresh_from_db()
    one_notice.publish_notice(notice)
    at(NEXT_YEAR)
    in_memory.refresh()
    told = in_memory.edition_in_force().rule_set.departments["82"].notices
    assert [one.text["fr"] for one in told] == [read]
    assert title() == "Selon la nouvelle loi"


def test_what_a_departement_plans_for_what_is_gone_is_left_out(opened, at):
    Procedure.objects.update(title_fr="Carte étudiant")
    Channel.objects.create(department=Department.objects.get(code="82"), kind="postal")
    ChannelProcedure.objects.create(
        channel=Channel.objects.get(), procedure=Procedure.objects.get()
    )
    publisher.publish(only="82", takes_effect_on=date(2027, 2, 1))
    ChannelProcedure.objects.all().delete()
    Channel.objects.all().delete()
    Procedure.objects.all().delete()
    publisher.publish(only="national")
    at(datetime(2027, 2, 1, 8, tzinfo=PARIS))
    in_memory.refresh()
    rule_set = in_memory.edition_in_force().rule_set
    assert (rule_set.procedures, rule_set.departments["82"].channels) == ({}, ())


def test_what_is_removed_meanwhile_is_not_brought_back_by_a_plan_that_changes_it(opened, at):
    Procedure.objects.all().delete()
    publisher.publish(only="national")
    at(NEXT_YEAR)
    in_memory.refresh()
    assert in_memory.edition_in_force().rule_set.procedures == {}


def test_what_would_break_a_plan_is_refused_and_says_on_which_day(opened, at):
    """The plan begins to ask for a paper; who takes it away meanwhile reads that it needs it."""
    load_into_database(make_plain(documents=[{"id": "photo", "title": "Photo"}]))
    publisher.publish(only="national")
    Procedure.objects.get().documents.create(document=Document.objects.get())
    publisher.publish(only="national", takes_effect_on=date(2027, 2, 1))
    load_into_database(make_plain())
    with pytest.raises(InvalidCatalogue, match="au 01/02/2027 : "):
        publisher.publish(only="national")
    assert Edition.objects.count() == 5
    planned.cancel(Edition.objects.latest("number").number)
    publisher.publish(only="national")


def test_a_plan_that_does_not_hold_already_prevents_nothing_else(opened, at, monkeypatch):
    problem = Problem("cases/x.yaml", "x", "toujours faux")
    monkeypatch.setattr(successors.checks, "problems_of", lambda *_: [problem])
    monkeypatch.setattr(freezing, "problems_of", lambda *_: [])
    assert [one.number for one in publish_a_site().followed] == [4]


def test_cancelled_it_never_takes_force(opened, at):
    edition = planned.cancel(2, note="La loi est reportée")
    assert (edition.number, edition.cancels_id, edition.takes_effect_on) == (3, 2, None)
    assert editions.states() == {1: "déjà publiée", 2: "annulée", 3: "en vigueur"}
    at(NEXT_YEAR)
    assert title() == "Carte étudiant"
    with pytest.raises(publisher.NotPublishable, match="annulée"):
        planned.cancel(2)


def test_what_the_public_never_saw_is_not_put_in_force_again(opened, at):
    planned.cancel(2)
    with pytest.raises(publisher.NotPublishable, match="jamais été en vigueur"):
        publisher.restore(2)
    assert Edition.objects.count() == 3
    assert publisher.restore(1).number == 4


def test_a_past_planned_edition_is_put_in_force_again(opened, at):
    at(NEXT_YEAR)
    publisher.restore(1)
    assert title() == "Carte étudiant"
    publisher.restore(2)
    assert title() == "Selon la nouvelle loi"


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 1)])
def test_the_day_is_in_the_future(opened, day):
    with pytest.raises(publisher.NotPublishable, match="futur"):
        publisher.publish(takes_effect_on=day)


def test_the_next_planned_one_is_made_on_the_first(opened, at):
    Department.objects.filter(code="82").update(name_fr="Tarn-et-Garonne, 2027")
    second = publisher.publish(only="82", takes_effect_on=date(2027, 2, 1)).edition
    assert second.based_on_id == 2
    assert editions.states() == {1: "en vigueur", 2: "prévue", 3: "prévue"}
    at(datetime(2027, 2, 1, 8, tzinfo=PARIS))
    assert title() == "Selon la nouvelle loi"
    assert in_memory.edition_in_force().number == 3


def test_its_cases_are_run_on_its_day_too(at):
    expiry = {"key": "fin", "kind": "date", "text": "Quand finit votre carte ?"}
    plain = make_plain(cases=[{**make_case(["carte"]), "answers": {"fin": "2026-12-20"}}])
    plain["questions"].append(expiry)
    load_into_database(plain)
    Procedure.objects.update(when={})
    publisher.publish()
    Procedure.objects.update(when={"fin": {"past": False}})
    with pytest.raises(InvalidCatalogue, match=r"au 01/01/2027 : la personne d'essai échoue"):
        publisher.publish(takes_effect_on=NEW_YEAR)
    assert Edition.objects.count() == 1
    assert publisher.publish().edition.number == 2


def test_moments_follow_the_numbers_whatever_the_clocks_say(opened, at):
    at(NOON - timedelta(minutes=5))
    publication = publish_a_site()
    assert publication.edition.created_at == NOON
    assert editions.number_in_force() == 3


def test_the_parts_of_a_planned_edition_are_known_without_their_contents(
    opened, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3) as queries:
        (part,) = planned.parts_of(opened)
        assert part.code == "national"
    assert not any('"content"' in one["sql"] for one in queries.captured_queries)
