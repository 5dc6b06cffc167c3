"""The journal of security: what is written in it, for how long, and who takes it away."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from procedures.models import DepartmentMembership, Role, SecurityEvent
from procedures.security import events
from tests import factories

pytestmark = pytest.mark.django_db
EXPORT = "/admin/journal-de-securite/exporter/"


@pytest.fixture
def administrator():
    client = Client()
    client.force_login(factories.make_user(is_superuser=True, email="chef@example.org"))
    return client


def told():
    return [(one.kind, one.name, one.about, one.part) for one in SecurityEvent.objects.all()]


def test_an_event_is_kept_a_year():
    events.record(events.Kind.LOGIN, name="Anne")
    SecurityEvent.objects.update(at=timezone.now() - timedelta(days=365))
    events.record(events.Kind.LOGIN, name="Bea")
    SecurityEvent.objects.filter(name="Anne").update(at=timezone.now() - timedelta(days=367))
    events.record(events.Kind.LOGIN, name="Cléo")
    assert [one.name for one in SecurityEvent.objects.all()] == ["Cléo", "Bea"]


def test_a_long_text_is_cut():
    events.record(events.Kind.PUBLISHED, name="Anne", about="x" * 1000, parts=["y" * 200])
    (one,) = SecurityEvent.objects.all()
    assert (len(one.about), len(one.part)) == (300, 100)


def test_the_name_stays_when_the_account_goes():
    account = factories.make_user(email="anne@example.org")
    events.record(events.Kind.LOGIN, account)
    account.delete()
    assert SecurityEvent.objects.get().name == "anne@example.org"


def test_rights_given_changed_and_taken_back_are_written(administrator):
    factories.make_department("82")
    account = factories.make_user(email="bea@example.org")
    role = Role.objects.get(name=Role.PUBLISHER)
    sent = {"user": account.pk, "group": role.pk}
    add = reverse("admin:procedures_departmentmembership_add")
    assert administrator.post(add, sent).status_code == 302
    row = DepartmentMembership.objects.get()
    address = reverse("admin:procedures_departmentmembership_delete", args=[row.pk])
    administrator.post(address, {"post": "yes"})
    assert [(kind, about, part) for kind, _, about, part in told()] == [
        ("role_changed", f"retiré : bea@example.org, {role}", "national"),
        ("role_changed", f"donné : bea@example.org, {role}", "national"),
    ]
    assert {name for _, name, *_ in told()} == {"chef@example.org"}


def test_an_account_that_becomes_administrator_is_written(administrator):
    account = factories.make_user(email="bea@example.org")
    address = reverse("admin:portal_user_change", args=[account.pk])
    sent = {"email": account.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    sent |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert administrator.post(address, sent).status_code == 302
    ((kind, name, about, _),) = told()
    assert (kind, name) == ("account_changed", "chef@example.org")
    assert about.startswith("bea@example.org : ")


def test_the_list_is_read_and_never_changed(administrator):
    events.record(events.Kind.LOGIN, name="Anne")
    row = SecurityEvent.objects.get()
    listed = reverse("admin:procedures_securityevent_changelist")
    assert "Anne" in administrator.get(listed).content.decode()
    for page in ("change", "delete"):
        address = reverse(f"admin:procedures_securityevent_{page}", args=[row.pk])
        assert administrator.post(address, {"name": "Bea", "post": "yes"}).status_code == 403
    administrator.post(listed, {"action": "delete_selected", "_selected_action": row.pk})
    assert SecurityEvent.objects.filter(name="Anne").exists()


def test_the_whole_journal_is_exported_and_the_export_is_written(administrator):
    events.record(events.Kind.HOST_APPROVED, name="Anne", about="=1+1\ufffe", parts=["82"])
    text = administrator.post(EXPORT, {"format": "csv"}).content.decode("utf-8-sig")
    head, exported, row = csv.reader(StringIO(text), delimiter=";")
    assert head == ["Moment", "Événement", "Qui", "De quoi", "Partie"]
    assert exported[1:4] == ["export", "chef@example.org", "journal de sécurité"]
    assert row[1:] == ["site approuvé", "Anne", "'=1+1", "82"]
    book = administrator.post(EXPORT, {"format": "xlsx"}).content
    lines = list(load_workbook(BytesIO(book)).active.iter_rows(values_only=True))
    assert lines[-1][1:] == ("site approuvé", "Anne", "=1+1", "82")


def test_opening_the_page_exports_nothing(administrator):
    assert administrator.get(EXPORT, {"format": "csv"}).status_code == 200
    assert told() == []
