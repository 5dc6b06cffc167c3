"""The edition in force: in memory, in force everywhere soon, and there when the database is not."""

import gzip
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.exchange import load_into_database
from procedures.models import Edition, Procedure, PublishedPart
from procedures.publishing.editions import in_memory, planned, publisher
from tests.procedures.publishing.editions.test_publisher import make_plain


@pytest.fixture(autouse=True)
def _nothing_in_force(monkeypatch):
    # What a test saw of the database is of no other test.
    monkeypatch.setattr(in_memory, "_database_answered", None)
    monkeypatch.setattr(in_memory, "_told", "")
    in_memory.hold(None)
    yield
    in_memory.hold(None)


@pytest.mark.django_db
def test_without_an_edition_it_says_so():
    with pytest.raises(in_memory.NoEdition):
        in_memory.edition_in_force()


@pytest.mark.django_db
def test_a_warm_process_asks_the_database_nothing(django_assert_num_queries):
    load_into_database(make_plain())
    publisher.publish()
    label = in_memory.edition_in_force().label
    with django_assert_num_queries(0):
        assert in_memory.edition_in_force().label == label


@pytest.mark.django_db
def test_looking_for_a_newer_edition_is_one_query(django_assert_num_queries):
    load_into_database(make_plain())
    publisher.publish()
    in_memory.edition_in_force()
    with django_assert_num_queries(1):
        assert in_memory.refresh() is False


@pytest.mark.django_db
def test_a_newer_edition_comes_into_force():
    load_into_database(make_plain())
    publisher.publish()
    assert in_memory.edition_in_force().number == 1
    Procedure.objects.update(title_fr="Nouveau titre")
    publisher.publish()
    assert in_memory.refresh() is True
    edition = in_memory.edition_in_force()
    assert edition.number == 2
    assert edition.rule_set.procedures["carte"].title == {"fr": "Nouveau titre"}


@pytest.mark.django_db(transaction=True)
def test_a_publication_is_in_force_within_five_seconds_without_a_restart(settings):
    settings.EDITION_CHECK_SECONDS = 1
    load_into_database(make_plain())
    publisher.publish()
    try:
        assert in_memory.edition_in_force().number == 1
        Procedure.objects.update(title_fr="Nouveau titre")
        publisher.publish()
        deadline = time.monotonic() + 5
        while in_memory.edition_in_force().number == 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert in_memory.edition_in_force().number == 2
    finally:
        in_memory.stop_watching()


@pytest.mark.django_db
def test_when_the_database_goes_away_the_edition_stays(monkeypatch):
    load_into_database(make_plain())
    publisher.publish()
    label = in_memory.edition_in_force().label

    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Edition.objects, "filter", away)
    with pytest.raises(DatabaseError):
        in_memory.refresh()
    assert in_memory.edition_in_force().label == label


@pytest.mark.parametrize("answered", [None, True])
def test_a_page_asks_a_database_that_was_not_seen_away(monkeypatch, answered):
    monkeypatch.setattr(in_memory, "_database_answered", answered)
    in_memory.require_database()


def test_a_page_does_not_ask_a_database_that_was_seen_away_and_has_it_watched(monkeypatch):
    started = []
    monkeypatch.setattr(in_memory._watcher, "start", lambda: started.append(True))
    monkeypatch.setattr(in_memory, "_database_answered", False)
    with pytest.raises(DatabaseError):
        in_memory.require_database()
    assert started


@pytest.fixture
def copy(settings, tmp_path):
    """An edition in force, kept in a local file; the process has forgotten it."""
    settings.EDITION_FILE = str(tmp_path / "kept" / "edition.json.gz")
    load_into_database(make_plain())
    publisher.publish()
    in_memory.refresh()
    label = in_memory.edition_in_force().label
    in_memory.hold(None)
    return label, Path(settings.EDITION_FILE)


def lose_the_database(monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Edition.objects, "filter", away)


@pytest.mark.django_db
def test_process_born_without_the_database_shows_the_local_copy(copy, monkeypatch):
    label, _ = copy
    lose_the_database(monkeypatch)
    assert in_memory.edition_in_force().label == label
    assert in_memory.edition_in_force().rule_set.procedures["carte"]


@pytest.mark.django_db
def test_followers_hear_of_the_copy_once_the_database_has_confirmed_it(copy, monkeypatch):
    """The process before may have been stopped in the middle of what it did with the edition."""
    label, _ = copy
    heard = []
    monkeypatch.setattr(in_memory, "_followers", [lambda edition: heard.append(edition.label)])
    with monkeypatch.context() as away:
        lose_the_database(away)
        assert in_memory.edition_in_force().label == label
        with pytest.raises(DatabaseError):
            in_memory._watch()
    assert heard == []
    in_memory._watch()
    in_memory._watch()
    assert heard == [label]


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["cut", "altered", "empty", "missing", "other", "torn"])
def test_copy_that_is_not_what_was_written_is_no_copy(copy, monkeypatch, harm):
    _, path = copy
    whole = path.read_bytes()
    text = gzip.decompress(whole)
    assert b"Carte " in text
    harmed = {
        "cut": whole[: len(whole) // 2],
        "altered": gzip.compress(text.replace(b"Carte ", b"Autre ")),
        "empty": b"",
        "other": gzip.compress(b"[]"),
        "torn": whole[:20] + bytes(len(whole) - 40) + whole[-20:],
    }
    path.unlink() if harm == "missing" else path.write_bytes(harmed[harm])
    lose_the_database(monkeypatch)
    with pytest.raises(DatabaseError):
        in_memory.edition_in_force()


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["torn", "of another format"])
def test_copy_of_no_use_leads_to_the_database(copy, monkeypatch, harm):
    label, path = copy
    if harm == "torn":
        path.write_bytes(path.read_bytes()[:40])
    else:
        compiled, tried = in_memory._compiled, []

        def refuses(stored):
            tried.append(stored)
            if len(tried) == 1:
                raise InvalidCatalogue([Problem("questions.yaml", "", "inconnu")])
            return compiled(stored)

        monkeypatch.setattr(in_memory, "_compiled", refuses)
    assert in_memory.edition_in_force().label == label


def restore_another_database(title):
    """Leave an edition 1 that says something else, as a backup of another day does."""
    Procedure.objects.update(title_fr=title)
    Edition.parts.through.objects.all().delete()
    PublishedPart.objects.all()._raw_delete(using="default")
    Edition.objects.all()._raw_delete(using="default")
    publisher.publish()


def title_held():
    edition = in_memory.edition_in_force()
    return edition.number, edition.rule_set.procedures["carte"].title["fr"]


@pytest.mark.django_db
def test_edition_of_the_same_number_in_a_restored_database_is_loaded(client, copy, monkeypatch):
    in_memory.refresh()
    before = title_held()
    assert client.get("/sante/").json()["status"] == "ok"
    restore_another_database("Nouveau titre")
    compiled, seen = in_memory._compiled, []

    def watched(stored):
        # While it is compiled, the former one is shown, and nobody says that all is well.
        told = client.get("/sante/")
        seen.append((told.status_code, told.json(), in_memory.may_be_behind(), title_held()))
        if len(seen) == 1:
            raise InvalidCatalogue([Problem("questions.yaml", "", "inconnu")])
        return compiled(stored)

    monkeypatch.setattr(in_memory, "_compiled", watched)
    former = in_memory.held_edition().digest
    with pytest.raises(InvalidCatalogue):
        in_memory.refresh()
    # What could not be loaded is still told, and tried again.
    assert client.get("/sante/").json()["in_force"] is False
    assert in_memory.refresh() is True
    for status, told, behind, title in seen:
        assert (status, told["status"], told["in_force"]) == (200, "degraded", False)
        assert (told["edition"], told["digest"]) == (1, former)
        assert (behind, title) == (True, before)
    assert title_held() == (1, "Nouveau titre")
    digest = Edition.objects.get().digest
    told = client.get("/sante/").json()
    assert (told["status"], told["digest"], told["in_force"]) == ("ok", digest, True)
    assert in_memory.local_copy.read().digest == digest
    assert in_memory.refresh() is False


@pytest.mark.django_db
def test_command_asks_the_database_before_the_local_copy(copy):
    _, path = copy
    stale = path.read_bytes()
    restore_another_database("Nouveau titre")
    warned = []
    edition = in_memory.edition_read_once(warned.append)
    assert edition.rule_set.procedures["carte"].title["fr"] == "Nouveau titre"
    assert warned == []
    # The copy is that of the site, which another account may run; no thread was begun.
    assert path.read_bytes() == stale
    assert in_memory.held_edition() is None


@pytest.mark.django_db
def test_copy_of_another_database_gives_way(copy, monkeypatch):
    _, path = copy
    held = path.read_bytes()
    restore_another_database("Nouveau titre")
    path.write_bytes(held)
    title = in_memory.edition_in_force().rule_set.procedures["carte"].title
    assert title != {"fr": "Nouveau titre"}
    assert in_memory.refresh() is True
    assert title_held() == (1, "Nouveau titre")


@pytest.mark.django_db
def test_a_disk_that_refuses_to_write_costs_nothing_else(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.EDITION_FILE = str(tmp_path / "file" / "edition.json.gz")
    load_into_database(make_plain())
    publisher.publish()
    assert in_memory.refresh() is True
    assert in_memory.edition_in_force().number == 1


def test_no_thread_runs_before_the_first_request():
    assert not [one for one in threading.enumerate() if one.name == "edition-watcher"]


@pytest.mark.django_db
def test_an_edition_that_says_the_same_is_not_compiled_again(monkeypatch):
    load_into_database(make_plain())
    publisher.publish()
    former = in_memory.edition_in_force()
    Procedure.objects.update(title_fr="Nouveau titre")
    later = timezone.localdate() + timedelta(days=2)
    number = publisher.publish(takes_effect_on=later).edition.number
    planned.cancel(number)
    monkeypatch.setattr(in_memory, "rule_set_of", None)
    assert in_memory.refresh() is True
    assert in_memory.edition_in_force().number == 3
    assert in_memory.edition_in_force().rule_set is former.rule_set
