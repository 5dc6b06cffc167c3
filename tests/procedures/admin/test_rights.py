"""Each account sees and changes only its own parts, by address and by POST."""

import pytest
from django.contrib import admin
from django.urls import reverse

from procedures import models, roles

from .addresses import adding, listing, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")

LOCAL = (models.Channel, models.Site, models.Notice, models.Helper, models.Override)
PAGES = ("change", "delete", "history", "translations")


def of(model, code):
    return model.objects.get(department__code=code)


@pytest.mark.parametrize("model", LOCAL)
@pytest.mark.parametrize("name", PAGES)
def test_agent_does_not_reach_another_departement(client_of, model, name):
    client = client_of("82")
    for method in (client.get, client.post):
        response = method(page(of(model, "34"), name))
        # The admin sends back to its index from what it does not find.
        assert response.status_code in (302, 403, 404)
        assert response.status_code != 302 or response.url == reverse("admin:index")
    assert of(model, "34")


@pytest.mark.parametrize("name", PAGES)
def test_agent_does_not_reach_another_prefecture(client_of, name):
    department = models.Department.objects.get(code="34")
    response = client_of("82").get(page(department, name))
    assert response.status_code in (302, 403, 404)


@pytest.mark.parametrize("model", LOCAL)
def test_lists_hold_the_agents_departement_and_the_national_content(client_of, model):
    rows = client_of("82").get(listing(model)).context["cl"].queryset
    assert {row.part for row in rows} <= {"82", "national"}
    assert "82" in {row.part for row in rows}


def test_agent_changes_a_channel_of_theirs(client_of):
    client, channel = client_of("82", role="redaction"), of(models.Channel, "82")
    data = form_data(client.get(page(channel))) | {"instructions_fr": "Prenez rendez-vous."}
    response = client.post(page(channel), data)
    assert response.status_code == 302
    channel.refresh_from_db()
    assert channel.instructions_fr == "Prenez rendez-vous."


def test_agent_does_not_move_a_channel_to_another_departement(client_of):
    client, channel = client_of("82"), of(models.Channel, "82")
    other = models.Department.objects.get(code="34")
    client.post(page(channel), form_data(client.get(page(channel))) | {"department": other.pk})
    channel.refresh_from_db()
    assert channel.department.code == "82"


@pytest.mark.parametrize(("code", "status"), [("82", 302), ("34", 200), ("national", 200)])
def test_agent_adds_to_their_departement_only(client_of, code, status):
    client = client_of("82")
    department = models.Department.objects.get(code=code)
    data = form_data(client.get(adding(models.Notice)))
    data |= {"department": department.pk, "text_fr": "Fermé demain."}
    assert client.post(adding(models.Notice), data).status_code == status
    assert models.Notice.objects.filter(text_fr="Fermé demain.").exists() == (status == 302)


def test_consultation_reads_and_changes_nothing(client_of):
    client, channel = client_of("82", role="consultation"), of(models.Channel, "82")
    response = client.get(page(channel))
    assert response.status_code == 200
    assert response.context["has_change_permission"] is False
    assert client.post(page(channel), {"instructions_fr": "Autre"}).status_code == 403
    assert client.get(adding(models.Channel)).status_code == 403
    assert client.post(page(channel, "delete"), {"post": "yes"}).status_code == 403


NATIONAL = (models.Procedure, models.Question, models.Document, models.Step)


@pytest.mark.parametrize("model", NATIONAL)
def test_agent_reads_national_content_and_changes_none(client_of, model):
    client, row = client_of("82"), model.objects.first()
    response = client.get(page(row))
    assert response.status_code == 200
    assert response.context["has_change_permission"] is False
    assert client.post(page(row), {"title_fr": "Autre", "text_fr": "Autre"}).status_code == 403
    assert client.get(adding(model)).status_code == 403
    assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 403


def test_agent_reads_the_national_channels_and_changes_none(client_of):
    client, channel = client_of("82"), of(models.Channel, "national")
    assert client.get(page(channel)).status_code == 200
    assert client.post(page(channel), {"kind": "email"}).status_code == 403


@pytest.mark.parametrize("code", ["34", "national"])
def test_agent_does_not_delete_by_selecting(client_of, code):
    client, channel = client_of("82"), of(models.Channel, code)
    data = {"action": "delete_selected", "_selected_action": [channel.pk], "post": "yes"}
    client.post(listing(models.Channel), data)
    assert models.Channel.objects.filter(pk=channel.pk).exists()


def test_editor_changes_a_procedure_and_its_lines(client_of):
    client, procedure = client_of("national", role="redaction"), models.Procedure.objects.get()
    data = form_data(client.get(page(procedure)))
    data |= {"title_fr": "Renouveler", "steps-0-text_fr": "Déposez votre demande."}
    response = client.post(page(procedure), data)
    assert response.status_code == 302
    procedure.refresh_from_db()
    assert procedure.title_fr == "Renouveler"
    assert procedure.steps.get().text_fr == "Déposez votre demande."


def test_editor_changes_no_departement(client_of):
    client = client_of("national")
    assert client.get(page(of(models.Channel, "82"))).status_code == 302
    assert client.get(page(of(models.Channel, "national"))).context["has_change_permission"]


def test_a_line_of_an_override_does_not_become_national(client_of):
    client, override = client_of("82"), of(models.Override, "82")
    document = models.Document.objects.get()
    entry = models.DocumentEntry.objects.create(override=override, document=document)
    procedure = models.Procedure.objects.get()
    data = form_data(client.get(page(entry))) | {"procedure": procedure.pk, "override": ""}
    client.post(page(entry), data)
    entry.refresh_from_db()
    assert (entry.override, entry.procedure) == (override, None)


def test_agent_adds_no_document_to_a_procedure(client_of):
    client = client_of("82")
    data = form_data(client.get(adding(models.DocumentEntry)))
    data |= {
        "procedure": models.Procedure.objects.get().pk,
        "document": models.Document.objects.get().pk,
    }
    assert client.post(adding(models.DocumentEntry), data).status_code == 200
    assert not models.DocumentEntry.objects.exists()


def test_inline_of_another_parent_is_refused(client_of):
    client = client_of("82")
    mine, theirs = (models.Department.objects.get(code=code) for code in ("82", "34"))
    data = form_data(client.get(page(mine)))
    data |= {"sites-0-id": theirs.sites.get().pk, "sites-0-name_fr": "Volé"}
    client.post(page(mine), data)
    assert theirs.sites.get().name_fr == "Accueil"


def test_only_administrators_add_a_departement(client_of):
    assert client_of("82", "national").get(adding(models.Department)).status_code == 403


@pytest.mark.parametrize("parts", [(), ("82",), ("national",)])
def test_accounts_are_for_administrators(client_of, parts):
    client = client_of(*parts)
    for name in ("portal_user", "procedures_departmentmembership"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403
        assert client.get(reverse(f"admin:{name}_add")).status_code == 403


def test_account_without_a_part_sees_nothing(client_of):
    client = client_of()
    assert client.get(reverse("admin:index")).context["app_list"] == []
    for model in (models.Procedure, models.Channel, models.Edition, models.PublishedPart):
        assert client.get(listing(model)).status_code == 403
    for name in ("desk_facts", "desk_check", "desk_publish"):
        assert client.get(reverse(f"admin:{name}")).status_code == 403


@pytest.mark.parametrize(
    ("fields", "status"), [({"is_staff": False}, 403), ({"is_active": False}, 200)]
)
def test_staff_only(client_of, fields, status):
    """Who is logged in and no agent is refused; who is not logged in comes to the login."""
    response = client_of("82", **fields).get(reverse("admin:index"), follow=True)
    assert response.status_code == status
    assert (response.request["PATH_INFO"] == reverse("account_login")) == (status == 200)


def test_every_model_is_in_the_admin(superuser):
    rows_of_lists = {
        "feeamount",
        "legalreference",
        "exclusion",
        "channelprocedure",
        "documentalternative",
        "droppeddocument",
    }
    content = {*roles.NATIONAL_MODELS, *roles.LOCAL_MODELS, *roles.CHANGED_ONLY, *roles.READ_ONLY}
    registered = {model._meta.model_name for model in admin.site._registry}
    assert content - rows_of_lists <= registered


def test_autocompletion_offers_what_the_account_may_see(client_of):
    client = client_of("82")
    address = reverse("admin:autocomplete")
    query = {"app_label": "procedures", "model_name": "channel", "field_name": "department"}
    found = {one["id"] for one in client.get(address, query).json()["results"]}
    mine = models.Department.objects.filter(code__in=("82", "national"))
    assert found == {str(department.pk) for department in mine}
    query = {"app_label": "procedures", "model_name": "documententry", "field_name": "document"}
    assert len(client.get(address, query).json()["results"]) == 1


def test_superuser_creates_an_agent(superuser):
    address = reverse("admin:portal_user_add")
    data = form_data(superuser.get(address)) | {
        "email": "Agent@Example.org",
        "usable_password": "true",
        "password1": "une phrase assez longue",
        "password2": "une phrase assez longue",
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-department": models.Department.objects.get(code="82").pk,
        "memberships-0-group": models.Role.objects.get(name=models.Role.DEPARTMENT_AGENT).pk,
    }
    assert superuser.post(address, data).status_code == 302
    membership = models.DepartmentMembership.objects.get()
    assert (membership.user.email, membership.part) == ("agent@example.org", "82")


def test_editions_are_read_only(superuser):
    edition = models.Edition.objects.create(number=1, digest="0" * 64)
    assert superuser.get(page(edition)).status_code == 200
    assert superuser.post(page(edition), {"note": "autre"}).status_code == 403
    assert superuser.get(page(edition, "delete")).status_code == 403


def test_published_parts_of_others_are_hidden(client_of):
    for code in ("82", "34", "national"):
        models.PublishedPart.objects.create(code=code, digest="0" * 64, content={})
    client = client_of("82")
    rows = client.get(listing(models.PublishedPart)).context["cl"].queryset
    assert {row.code for row in rows} == {"82", "national"}
    assert client.get(page(models.PublishedPart.objects.get(code="34"))).status_code == 302
