"""A database of the version before is taken as it is; an older one is refused, and left alone."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal import backups
from tests.raw_rows import rows_of

pytestmark = pytest.mark.django_db
SQUASHED = MigrationLoader(None).replacements
# Those of this version, which a database of an older one never ran.
NEW = [
    one
    for one in MigrationLoader(None).disk_migrations
    if one not in SQUASHED and one[0] in {app for app, _ in SQUASHED}
]
# One that stands for a single other is run where that one is missing.
LAST = [one.replaces[-1] for one in SQUASHED.values() if len(one.replaces) > 1]
COMMANDS = [("migrate", "--no-input"), ("migrate", "--no-input", "questionnaire"), ("prepare",)]


def rows():
    """Return {table: its rows}, what Django notes of migrations too."""
    tables = connection.introspection.table_names()
    return {table: sorted(map(repr, rows_of(table))) for table in tables}


def applied():
    return MigrationRecorder(connection).applied_migrations().keys()


def forget(*migrations):
    for app, name in migrations:
        MigrationRecorder(connection).record_unapplied(app, name)


def test_database_of_the_version_before_has_nothing_to_do():
    forget(*SQUASHED)
    before = rows()
    assert call_command("migrate", check_unapplied=True, verbosity=0) is None
    call_command("migrate", interactive=False, verbosity=0)
    assert applied() >= SQUASHED.keys()
    noted = "django_migrations"
    assert {**rows(), noted: ""} == {**before, noted: ""}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("missing", LAST, ids=".".join)
def test_older_database_is_refused_and_nothing_changes(missing, command):
    forget(*SQUASHED, missing, *NEW)
    before = rows()
    with pytest.raises(CommandError, match=rf"version précédente.*{'.'.join(missing)}"):
        call_command(*command, verbosity=0)
    assert rows() == before


def test_database_that_stopped_after_the_first_migration_is_refused():
    forget(*SQUASHED, *NEW)
    forget(*(one for squashed in SQUASHED.values() for one in squashed.replaces[1:]))
    with pytest.raises(CommandError, match="version précédente"):
        call_command("migrate", interactive=False, verbosity=0)


def test_backup_of_the_version_before_is_taken_and_an_older_one_is_not():
    before = [one for squashed in SQUASHED.values() for one in squashed.replaces]
    others = applied() - SQUASHED.keys() - set(before)
    names = [".".join(one) for one in (*before, *others)]
    assert backups._squashed(names) == set(backups._migrations())
    assert backups._squashed(names[1:]) != set(backups._migrations())
