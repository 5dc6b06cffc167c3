"""What a page of the desk reads of the database again and again is read once, and never too old."""

import pytest
from django.db import connection, transaction

from procedures import models
from procedures.exchange import load_into_database
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.publisher import publish
from procedures.publishing.request_cache import forget, request_cache
from tests.kept_rows import KeptRows
from tests.procedures.publishing.editions.test_publisher import make_plain

ROWS = KeptRows(lambda: load_into_database(make_plain()))


@pytest.fixture(autouse=True)
def _stored(db):
    ROWS.put()


def call_it(title):
    models.Procedure.objects.filter(pk=first().pk).update(title_fr=title)


def others_call_it(title):
    """Write as another process does: nothing here notices."""
    table = models.Procedure._meta.db_table
    cursor = connection.connection.cursor()
    cursor.execute(f"UPDATE {table} SET title_fr = '{title}' WHERE id = {first().pk}")  # noqa: S608


def first():
    return models.Procedure.objects.order_by("pk").first()


def title():
    named = {one["id"]: one["title"] for one in content_now().plain["procedures"]}
    return named[first().key]


def test_the_working_copy_and_the_edition_are_read_once(django_assert_num_queries):
    with request_cache():
        content_now()
        editions.in_force_now()
        with django_assert_num_queries(0):
            content_now()
            editions.in_force_now()


def test_without_a_moment_what_others_wrote_is_read_at_once():
    title()
    others_call_it("Autre titre")
    assert title() == "Autre titre"


def test_a_page_shows_one_moment_until_it_waited_for_others():
    with request_cache():
        was = title()
        others_call_it("Autre titre")
        assert title() == was
        forget()
        assert title() == "Autre titre"


def test_what_the_page_writes_is_read_at_once():
    with request_cache():
        title()
        call_it("Autre titre")
        assert title() == "Autre titre"


@pytest.mark.parametrize("nested", [False, True])
def test_what_is_rolled_back_is_not_held(nested):
    with request_cache():
        was = title()
        with transaction.atomic(), transaction.atomic():
            call_it("Autre titre")
            assert title() == "Autre titre"
            if nested:
                with transaction.atomic():
                    assert title() == "Autre titre"
            transaction.set_rollback(True)
        assert title() == was


def test_who_locks_rows_reads_what_is_there_from_then_on():
    with request_cache(), transaction.atomic():
        title()
        others_call_it("Autre titre")
        list(models.Procedure.objects.select_for_update())
        if connection.features.has_select_for_update:
            assert title() == "Autre titre"


def test_an_edition_published_meanwhile_is_in_force():
    with request_cache():
        assert editions.in_force_now() is None
        published = publish().edition
        assert editions.in_force_now() == published
