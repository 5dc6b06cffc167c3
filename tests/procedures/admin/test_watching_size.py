"""« À revérifier » with thousands of rows: pages, and as many queries as with a few."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures import models
from procedures.watching.kinds import sourced_models
from tests import factories

pytestmark = pytest.mark.usefixtures("catalogue")
DUE = "/admin/a-reverifier/"
# The account, its memberships and grants; the statements; the départements and colleagues; the
# persons in charge; the edition; then one for each table that the page names.
FEW = 20


def queries(client, address=DUE):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def make_many(count):
    department = factories.make_department("82")
    models.Helper.objects.bulk_create(
        models.Helper(department=department, name_fr=f"Aide {n}") for n in range(count)
    )


def test_queries_do_not_grow_with_the_rows(client_of):
    client = client_of("82")
    make_many(30)
    few = queries(client)
    make_many(3000)
    assert queries(client) == few <= FEW
    response = client.get(DUE)
    assert response.context["count"] > 3000
    assert len(response.context["groups"]) == 25
    last = response.context["pages"].paginator.num_pages
    assert client.get(DUE, {"page": last}).status_code == 200
    assert client.get(DUE, {"page": "9999"}).context["pages"].number == last


def test_every_table_with_a_source_has_a_page_in_the_admin():
    assert [model for model in sourced_models() if not admin.site.is_registered(model)] == []
