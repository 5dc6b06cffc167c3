"""A backup put into an empty database gives the same rows, and refuses whatever it is not."""

import json
import stat
import zipfile
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.db import connection

from portal import backups
from procedures.exchange import load_into_database
from procedures.models import Edition, Question
from procedures.publishing.editions import publisher
from tests.procedures.publishing.editions.test_publisher import make_plain
from tests.raw_rows import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(tmp_path, django_user_model):
    """A backup of a catalogue that was published by somebody, and what the tables held then."""
    load_into_database(make_plain())
    author = django_user_model.objects.create_user("anne@example.org", password="une phrase longue")
    publisher.publish(author=author, note="Ouverture : 1er « jour »\nété")
    path = tmp_path / "guichet.zip"
    backups.write_backup(path)
    return path, raw_rows()


def raw_rows():
    """Return {table: its rows}, as the database itself gives them.

    A row that only joins two others has a number of its own, which nothing names.
    """
    joins = {
        field.m2m_db_table()
        for model in backups.kept_models()
        for field in model._meta.local_many_to_many
    }
    rows = {}
    for table in connection.introspection.table_names():
        if table not in ("django_migrations", "django_session"):
            rows[table] = sorted(repr(row[table in joins :]) for row in rows_of(table))
    return rows


def test_what_was_saved_comes_back_to_the_last_column(saved):
    path, before = saved
    backups._empty()
    assert not Edition.objects.exists()
    counts = backups.restore_backup(path)
    assert counts["procedures.Edition"] == 1
    assert raw_rows() == before
    # New rows get numbers of their own.
    assert publisher.publish(note="Encore").edition.number == 1
    assert Question.objects.create(key="neuve", text="Une autre ?").pk


def test_file_is_read_by_its_owner_only(saved):
    assert stat.S_IMODE(saved[0].stat().st_mode) == 0o600
    assert [one.name for one in saved[0].parent.iterdir()] == [saved[0].name]


def test_sessions_are_left_out(client, django_user_model, tmp_path):
    client.force_login(django_user_model.objects.create_user("anne@example.org"))
    backups.write_backup(tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert b"sessions.session" not in archive.read(backups.ROWS)


def test_keys_of_open_sessions_are_left_out(client, django_user_model, tmp_path):
    """The list of somebody’s sessions names each by its key."""
    account = django_user_model.objects.create_user("anne@example.org")
    client.force_login(account)
    key = client.session.session_key
    UserSession.objects.create(user=account, session_key=key, ip="0.0.0.0", data={})  # noqa: S104
    backups.write_backup(tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert key.encode() not in archive.read(backups.ROWS)


def test_database_that_holds_something_is_not_replaced(saved):
    path, before = saved
    with pytest.raises(CommandError, match="cette base n'est pas vide"):
        call_command("restore", str(path), stdout=StringIO())
    assert raw_rows() == before


def rewritten(path, change):
    """Write the backup again with another manifest or other rows, and return its path."""
    with zipfile.ZipFile(path) as archive:
        manifest, rows = json.loads(archive.read(backups.MANIFEST)), archive.read(backups.ROWS)
    manifest, rows = change(manifest, rows)
    other = path.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr(backups.MANIFEST, json.dumps(manifest))
        archive.writestr(backups.ROWS, rows)
    return other


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda manifest, rows: (manifest, rows.replace(b"carte", b"cartf", 1)), "abîmée"),
        (lambda manifest, rows: (manifest, rows[:-200]), "abîmée"),
        (
            lambda manifest, rows: ({**manifest, "migrations": ["procedures.0001_x"]}, rows),
            "une autre version du portail",
        ),
        (lambda manifest, rows: ({**manifest, "format": 2}, rows), "plus récente"),
    ],
)
def test_damaged_or_foreign_file_changes_nothing(saved, change, words):
    path = rewritten(saved[0], change)
    backups._empty()
    before = raw_rows()
    with pytest.raises(backups.UnusableBackup, match=words):
        backups.restore_backup(path)
    assert raw_rows() == before


def test_file_that_is_no_backup_is_refused(tmp_path):
    for name, content in (("text.zip", b"bonjour"), ("none.zip", None)):
        path = tmp_path / name
        if content:
            path.write_bytes(content)
        with pytest.raises(CommandError, match=r"n'est pas une sauvegarde|introuvable"):
            call_command("restore", str(path), stdout=StringIO())
