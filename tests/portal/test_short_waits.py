"""On SQLite the desk writes for seconds: no page of the public waits for it as long as an agent."""

import sqlite3
import time
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.http import HttpResponse

from portal import environment, patience
from procedures import models
from procedures.publishing.editions import in_memory, stored
from tests.questionnaire.result.catalogue import QUESTIONS, make_rules

# In seconds: on a busy machine, far below the 20 s for which the desk waits.
SOON = 8
PAPER = "/fr/signaler/34/papier/renewal/passport/"


@pytest.fixture
def on_disk(tmp_path, django_db_blocker):
    """A database of its own in a file, as production has it, with the tables of these tests."""
    place, before = tmp_path / "site.sqlite3", connections["default"]
    made = DatabaseWrapper(before.settings_dict | environment.sqlite(place), "default")
    tables = (get_user_model(), models.PublishedPart, models.Edition, models.Feedback)
    with django_db_blocker.unblock():
        connections["default"] = made
        try:
            with made.constraint_checks_disabled(), made.schema_editor() as editor:
                for one in (*tables, models.Edition.parts.through):
                    if one._meta.db_table not in made.introspection.table_names():
                        editor.create_model(one)
            yield place
        finally:
            made.close()
            connections["default"] = before


@pytest.fixture
def written_by_the_desk(on_disk):
    """What the desk does while it publishes: it holds the lock of whoever writes."""
    connection.close()
    desk = sqlite3.connect(on_disk, isolation_level=None)
    desk.execute("BEGIN IMMEDIATE")
    yield desk
    desk.close()


def test_a_process_reads_the_edition_while_the_desk_writes(on_disk, django_db_blocker):
    part = models.PublishedPart.objects.create(code="national", digest="a", content={"a": 1})
    edition = models.Edition.objects.create(number=1, digest="b", takes_effect_on=date(2026, 1, 1))
    edition.parts.set([part])
    connection.close()
    desk = sqlite3.connect(on_disk, isolation_level=None)
    desk.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    assert stored.whole(edition.number).contents == {"national": {"a": 1}}
    assert time.monotonic() - started < SOON
    desk.close()


def test_what_the_public_tells_waits_little_and_is_not_lost(client, written_by_the_desk):
    rules = make_rules(questions=[{**one, "sensitive": False} for one in QUESTIONS])
    started = time.monotonic()
    with in_memory.using(rules):
        response = client.post(PAPER, {"raison": "wrong", "mots": "La facture"})
    assert time.monotonic() - started < SOON
    assert response.status_code == 503
    assert "Réessayez plus tard" in response.text
    assert "La facture" in response.text


@pytest.mark.parametrize(
    ("path", "seconds"),
    [("/fr/", 2), ("/api/v1/edition", 2), ("/admin/", 20), ("/compte/", 20), ("/dossiers/", 20)],
)
@pytest.mark.parametrize("is_open", [True, False])
def test_agents_and_associations_wait_longer(rf, on_disk, path, seconds, is_open):
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            return HttpResponse(cursor.fetchone()[0])

    served = patience.ShortWaitsMiddleware(view)
    if is_open:
        served(rf.get("/fr/" if seconds == 20 else "/admin/"))
    else:
        connection.close()
    assert int(served(rf.get(path)).content) == seconds * 1000
