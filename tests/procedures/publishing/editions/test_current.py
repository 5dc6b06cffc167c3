"""The edition in force: in memory, in force everywhere soon, and there when the database is not."""

import threading
import time

import pytest
from django.db import DatabaseError

from procedures.exchange import load_into_database
from procedures.models import Edition, Procedure
from procedures.publishing.editions import current, publisher
from tests.procedures.publishing.editions.test_publisher import make_plain


@pytest.fixture(autouse=True)
def _nothing_in_force():
    current.set_current(None)
    yield
    current.set_current(None)


@pytest.mark.django_db
def test_without_an_edition_it_says_so():
    with pytest.raises(current.NoEdition):
        current.current_edition()


@pytest.mark.django_db
def test_a_warm_process_asks_the_database_nothing(django_assert_num_queries):
    load_into_database(make_plain())
    publisher.publish()
    label = current.current_edition().label
    with django_assert_num_queries(0):
        assert current.current_edition().label == label


@pytest.mark.django_db
def test_looking_for_a_newer_edition_is_one_query(django_assert_num_queries):
    load_into_database(make_plain())
    publisher.publish()
    current.current_edition()
    with django_assert_num_queries(1):
        assert current.refresh() is False


@pytest.mark.django_db
def test_a_newer_edition_comes_into_force():
    load_into_database(make_plain())
    publisher.publish()
    assert current.current_edition().number == 1
    Procedure.objects.update(title_fr="Nouveau titre")
    publisher.publish()
    assert current.refresh() is True
    edition = current.current_edition()
    assert edition.number == 2
    assert edition.rule_set.procedures["carte"].title == {"fr": "Nouveau titre"}


@pytest.mark.django_db(transaction=True)
def test_a_publication_is_in_force_within_five_seconds_without_a_restart(settings):
    settings.EDITION_CHECK_SECONDS = 1
    load_into_database(make_plain())
    publisher.publish()
    try:
        assert current.current_edition().number == 1
        Procedure.objects.update(title_fr="Nouveau titre")
        publisher.publish()
        deadline = time.monotonic() + 5
        while current.current_edition().number == 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert current.current_edition().number == 2
    finally:
        current.stop_watching()


@pytest.mark.django_db
def test_when_the_database_goes_away_the_edition_stays(monkeypatch):
    load_into_database(make_plain())
    publisher.publish()
    label = current.current_edition().label

    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Edition.objects, "filter", away)
    with pytest.raises(DatabaseError):
        current.refresh()
    assert current.current_edition().label == label


def test_no_thread_runs_before_the_first_request():
    assert not [one for one in threading.enumerate() if one.name == "edition-watcher"]
