"""A migration makes the roles, restores them, and takes their permissions from one table."""

import sqlite3
import subprocess
import sys
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command

from procedures import models, roles
from procedures.models.base import Local, National, Ordered
from tests import factories

NAMES = {"Éditeur national", "Agent de département", "Publication", "Lecture"}
migration = import_module("procedures.migrations.0009_make_the_roles")


def codenames(name):
    role = models.Role.objects.get(name=name)
    return set(role.permissions.values_list("codename", flat=True))


def test_migrations_make_the_roles(db):
    assert {role.name for role in models.Role.objects.all()} == NAMES
    assert "add_channel" in codenames("Agent de département")
    assert "add_question" not in codenames("Agent de département")
    assert "add_question" in codenames("Éditeur national")
    assert not [name for name in codenames("Lecture") if not name.startswith("view_")]
    assert [name for name in NAMES if "publish" in codenames(name)] == ["Publication"]


@pytest.mark.django_db(transaction=True)
def test_roles_come_back_when_the_tables_are_emptied():
    call_command("flush", interactive=False, verbosity=0)
    assert {role.name for role in models.Role.objects.all()} == NAMES
    assert "publish" in codenames("Publication")


def test_a_role_holds_the_tables_permissions_and_no_other(db):
    reader = models.Role.objects.get(name="Lecture")
    before = codenames("Lecture")
    reader.permissions.add(Permission.objects.get(codename="add_question"))
    roles.make_roles()
    assert codenames("Lecture") == before
    assert models.Role.objects.count() == len(NAMES)


def test_migration_gives_what_the_table_gives():
    for grant in roles.ROLES:
        table = migration.ROLES[grant.name]
        made = {
            "publish" if action == "publish" else f"{action}_{model}"
            for model, actions in table.items()
            for action in actions
        }
        assert made <= grant.codenames()


def test_every_model_of_the_catalogue_is_in_the_table():
    content = {
        model._meta.model_name
        for model in apps.get_app_config("procedures").get_models()
        if issubclass(model, National | Local | Ordered)
    }
    assert content == {*roles.NATIONAL_MODELS, *roles.LOCAL_MODELS}


@pytest.mark.parametrize(
    ("part", "role", "fits"),
    [
        ("82", "Éditeur national", False),
        ("national", "Éditeur national", True),
        ("82", "Agent de département", True),
        ("national", "Agent de département", False),
        ("82", "Publication", True),
        ("national", "Publication", True),
        ("82", "Lecture", True),
        ("national", "Lecture", True),
    ],
)
def test_a_role_fits_its_part(db, part, role, fits):
    membership = factories.make_membership(part, role)
    if fits:
        membership.full_clean()
    else:
        with pytest.raises(ValidationError):
            membership.full_clean()


def manage(database, *arguments):
    command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
    env = {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run(command, cwd=settings.ROOT, env=env, check=True)


@pytest.mark.whole  # Walks back and forth through the migrations: the longest test of all.
def test_former_roles_become_groups(tmp_path):
    """From a database of before, and back."""
    database = tmp_path / "former.sqlite3"
    manage(database, "migrate", "procedures", "0008")
    manage(database, "migrate", "portal")
    former = [
        (None, "redaction"),
        (1, "redaction"),
        (1, "publication"),
        (None, "publication"),
        (1, "consultation"),
    ]
    with sqlite3.connect(database) as connection:
        insert(connection, "procedures_department", code="82")
        for number, (department, role) in enumerate(former):
            insert(connection, "portal_user", id=number, email=f"{number}@example.org")
            row = {"user_id": number, "department_id": department, "role": role}
            insert(connection, "procedures_departmentmembership", **row)
    manage(database, "migrate", "procedures", "0010")
    query = (
        "SELECT name FROM procedures_departmentmembership AS membership"
        " JOIN auth_group ON auth_group.id = group_id ORDER BY user_id"
    )
    with sqlite3.connect(database) as connection:
        found = [name for (name,) in connection.execute(query)]
    assert found == [
        "Éditeur national",
        "Agent de département",
        "Publication",
        "Publication",
        "Lecture",
    ]
    manage(database, "migrate", "procedures", "0008")
    query = "SELECT role FROM procedures_departmentmembership ORDER BY user_id"
    with sqlite3.connect(database) as connection:
        assert [role for (role,) in connection.execute(query)] == [role for _, role in former]


def insert(connection, table, **values):
    """Insert a row; the columns that are not named get what their type allows."""
    for _, name, kind, required, default, key in connection.execute(f"PRAGMA table_info({table})"):
        if required and default is None and not key:
            empty = {"text": "{}", "datetime": "2026-01-01", "date": "2026-01-01"}
            values.setdefault(
                name, 0 if kind.lower() in ("bool", "integer") else empty.get(kind.lower(), "")
            )
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names.
    connection.execute(statement, [*values.values()])
