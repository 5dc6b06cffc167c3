"""A new database has the roles; they come back, and take their permissions from one table."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command

from procedures import models, roles
from procedures.models.base import Local, National, Ordered
from tests import factories

NAMES = {"Éditeur national", "Agent de département", "Publication", "Lecture"}


def codenames(name):
    role = models.Role.objects.get(name=name)
    return set(role.permissions.values_list("codename", flat=True))


def test_new_database_has_the_roles(db):
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
