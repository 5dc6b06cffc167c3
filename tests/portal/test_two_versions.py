"""A deployment replaces one replica after another: for some minutes two versions use one database.

What a migration does must suit the version before it: it writes rows without the new columns, and
reads those that are there. What goes is first left unused by a version, and taken away by the next.
"""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

APPS = ("procedures", "questionnaire", "portal")
# The version whose tables the squashed migrations make: an older one passes through it, alone.
FIRST = {"procedures": "0002", "questionnaire": "0001", "portal": "0001"}
# What a migration of a later version may take away, once no replica runs what used it:
# "app.migration.model.field".
LEFT_UNUSED = frozenset()
TAKES_AWAY = ("DeleteModel", "RemoveField", "RenameField", "RenameModel", "AlterModelTable")


def first_migrations():
    """Yield (app, name) of the last migration of each app in the first version."""
    found = MigrationLoader(None).disk_migrations
    for app, number in FIRST.items():
        names = [name for one, name in found if one == app and name[:4] <= number]
        if names:
            yield app, max(names)


def later():
    """Yield (app, name of the migration, operation) of each one after the first version."""
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app in APPS and name[:4] > FIRST[app]:
            for operation in migration.operations:
                yield app, name, operation


def place(app, name, operation):
    names = (getattr(operation, one, "") for one in ("model_name", "name", "old_name"))
    return ".".join((app, name, *filter(None, names)))


def test_new_column_is_filled_by_the_database():
    wanting = [
        place(app, name, operation)
        for app, name, operation in later()
        if type(operation).__name__ == "AddField"
        and not operation.field.many_to_many
        and not operation.field.null
        and operation.field.db_default is NOT_PROVIDED
    ]
    assert wanting == [], "the version before writes rows without it: give it a db_default"


def test_nothing_goes_while_a_replica_may_use_it():
    gone = {
        place(app, name, operation)
        for app, name, operation in later()
        if type(operation).__name__ in TAKES_AWAY
    }
    assert gone <= LEFT_UNUSED


def test_column_keeps_what_the_version_before_writes():
    """A column that may be empty stays so: the version before writes nothing in it."""
    state = MigrationLoader(None).project_state(list(first_migrations()))
    for model in state.apps.get_models():
        if model._meta.app_label not in APPS:
            continue
        today = apps.get_model(model._meta.label)
        for column in model._meta.local_concrete_fields:
            if column.null:
                assert today._meta.get_field(column.name).null, column


@pytest.mark.parametrize("app", APPS)
def test_first_version_is_named(app):
    names = [name for one, name in MigrationLoader(None).disk_migrations if one == app]
    assert FIRST[app] in {name[:4] for name in names}
