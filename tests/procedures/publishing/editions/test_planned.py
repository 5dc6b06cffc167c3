"""Editions with a day: shown from it, suspended by what comes in between, confirmed, cancelled."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue
from procedures.exchange import load_into_database
from procedures.models import Department, Edition, Procedure, Site
from procedures.publishing.editions import current, planned, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import PARIS
from tests.procedures.publishing.editions.test_publisher import make_case, make_plain

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=PARIS)
NEW_YEAR = date(2027, 1, 1)
NEXT_YEAR = datetime(2027, 1, 1, 0, 0, 1, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _nothing_held():
    current.set_current(None)
    yield
    current.set_current(None)


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
    current.refresh()
    return current.current_edition().rule_set.procedures["carte"].title["fr"]


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
    assert current.current_edition().published_at == datetime(2027, 1, 1, tzinfo=PARIS)


def test_the_day_is_looked_for_with_one_query(opened, django_assert_num_queries):
    current.refresh()
    with django_assert_num_queries(1):
        assert current.refresh() is False


def test_what_is_published_in_between_suspends_it_and_is_kept(opened, at):
    publication = publish_a_site()
    assert [edition.number for edition in publication.suspended] == [2]
    assert (publication.edition.number, publication.edition.based_on_id) == (3, 1)
    assert editions.states() == {1: "dépassée", 2: "suspendue", 3: "en vigueur"}
    at(NEXT_YEAR)
    assert title() == "Carte étudiant"
    assert current.current_edition().number == 3


def test_confirmed_before_its_day_it_keeps_its_day_and_the_work_in_between(opened, at):
    publish_a_site()
    publication = planned.confirm(2)
    assert publication.edition.takes_effect_on == NEW_YEAR
    assert editions.states()[2] == "confirmée"
    assert title() == "Carte étudiant"
    at(NEXT_YEAR)
    assert title() == "Selon la nouvelle loi"
    content = {part.code: part.content for part in editions.in_force().parts.all()}
    assert content["82"]["department"]["sites"][0]["id"] == "montauban"


def test_confirmed_after_its_day_it_takes_effect_at_once(opened, at):
    publish_a_site()
    at(NEXT_YEAR)
    assert title() == "Carte étudiant"
    publication = planned.confirm(2)
    assert publication.edition.takes_effect_on is None
    assert title() == "Selon la nouvelle loi"


def test_confirming_reuses_the_part_that_was_frozen(opened):
    frozen = set(planned.parts_of(opened))
    Procedure.objects.update(title_fr="Encore autre chose")
    publish_a_site()
    edition = planned.confirm(2).edition
    assert frozen <= set(edition.parts.all())
    assert [part.code for part in frozen] == ["national"]


def test_only_a_suspended_one_is_confirmed_and_only_once(opened):
    with pytest.raises(publisher.NotPublishable, match="prévue"):
        planned.confirm(2)
    publish_a_site()
    planned.confirm(2)
    with pytest.raises(publisher.NotPublishable, match="confirmée"):
        planned.confirm(2)
    with pytest.raises(publisher.NotPublishable, match="en vigueur"):
        planned.confirm(3)
    assert Edition.objects.count() == 4


def test_it_says_which_newer_work_a_confirmation_would_replace(opened):
    publish_a_site()
    assert planned.replaced_since(opened) == []
    Procedure.objects.update(title_fr="Corrigé le 15")
    publisher.publish(only="national")
    assert planned.replaced_since(opened) == ["national"]


def test_cancelled_it_never_takes_force(opened, at):
    edition = planned.cancel(2, note="La loi est reportée")
    assert (edition.number, edition.cancels_id, edition.takes_effect_on) == (3, 2, None)
    assert editions.states() == {1: "dépassée", 2: "annulée", 3: "en vigueur"}
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
    assert current.current_edition().number == 3


def test_its_cases_are_run_on_its_day_too(at):
    expiry = {"key": "fin", "kind": "date", "text": "Quand finit votre carte ?"}
    plain = make_plain(cases=[{**make_case(["carte"]), "answers": {"fin": "2026-12-20"}}])
    plain["questions"].append(expiry)
    load_into_database(plain)
    Procedure.objects.update(when={})
    publisher.publish()
    Procedure.objects.update(when={"fin": {"past": False}})
    with pytest.raises(InvalidCatalogue, match=r"au 01/01/2027 : le cas échoue"):
        publisher.publish(takes_effect_on=NEW_YEAR)
    assert Edition.objects.count() == 1
    assert publisher.publish().edition.number == 2


def test_moments_follow_the_numbers_whatever_the_clocks_say(opened, at):
    at(NOON - timedelta(minutes=5))
    publication = publish_a_site()
    assert publication.edition.created_at == NOON
    assert editions.number_in_force() == 3
