import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission

from procedures.models import Channel, Department, Question, Role
from procedures.permissions import may_edit, may_publish, may_view, parts_of
from tests.factories import make_department, make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "view", "edit", "publish"),
    [
        ("consultation", True, False, False),
        ("redaction", True, True, False),
        ("publication", True, True, True),
    ],
)
@pytest.mark.parametrize("part", ["82", "national"])
def test_a_role_gives_its_rights_in_its_part_and_nowhere_else(part, role, view, edit, publish):
    user = make_membership(part, role).user
    other = "national" if part == "82" else "82"
    assert (may_view(user, part), may_edit(user, part), may_publish(user, part)) == (
        view,
        edit,
        publish,
    )
    assert not may_view(user, other)
    assert not may_edit(user, other)
    assert not may_publish(user, other)
    assert parts_of(user) == [part]


def test_roles_differ_from_part_to_part():
    user = make_membership("82", "publication").user
    make_membership("09", "consultation", user=user)
    make_membership("national", "redaction", user=user)
    assert parts_of(user) == ["national", "09", "82"]
    assert may_publish(user, "82")
    assert not may_edit(user, "09")
    assert may_edit(user, "national")
    assert not may_publish(user, "national")


def test_a_superuser_may_do_all():
    make_department("82")
    user = make_user(is_superuser=True)
    assert parts_of(user) == ["national", "82"]
    assert may_view(user, "82")
    assert may_edit(user, "national")
    assert may_publish(user, "34")


def test_a_right_is_on_a_model():
    user = make_membership("82", "redaction").user
    make_membership("national", "consultation", user=user)
    assert may_edit(user, "82", Channel, "delete")
    assert may_edit(user, "82", Department)
    assert not may_edit(user, "82", Department, "delete")
    assert not may_edit(user, "82", Question)
    assert not may_edit(user, "national", Channel)
    assert may_view(user, "national", Question)


def test_a_publisher_of_a_part_writes_no_national_row():
    user = make_membership("82", "publication").user
    assert may_edit(user, "82", Channel)
    assert not may_edit(user, "national", Question)


def test_rights_follow_the_permissions_of_the_group():
    group = Role.objects.create(name="Un autre nom")
    user = make_membership("82", "consultation").user
    user.memberships.update(group=group)
    assert not may_view(user, "82", Channel)
    group.permissions.add(Permission.objects.get(codename="view_channel"))
    again = get_user_model().objects.get(pk=user.pk)
    assert may_view(again, "82", Channel)
    assert not may_edit(again, "82", Channel)


def test_rights_of_many_parts_are_one_query(django_assert_num_queries):
    user = make_user()
    for part in ("82", "09", "34", "national"):
        make_membership(part, "publication", user=user)
    with django_assert_num_queries(1):
        assert parts_of(user) == ["national", "09", "34", "82"]
        assert may_edit(user, "34", Channel, "add")
        assert may_publish(user, "national")


@pytest.mark.parametrize("fields", [{"is_superuser": True}, {}])
def test_an_inactive_account_may_do_nothing(fields):
    user = make_user(is_active=False, **fields)
    make_membership("82", "publication", user=user)
    assert not may_view(user, "82")
    assert not may_publish(user, "82")
    assert parts_of(user) == []


def test_a_visitor_may_do_nothing():
    visitor = AnonymousUser()
    assert not may_view(visitor, "national")
    assert parts_of(visitor) == []


def test_an_agent_without_part_may_do_nothing():
    assert parts_of(make_user()) == []
