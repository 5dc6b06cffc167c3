"""The dashboards of the catalogue itself: who opens them, and what they say."""

import pytest
from django.urls import reverse

from procedures import models
from procedures.admin.dashboards.boards import BOARDS
from procedures.drafting.measures import completeness, marks
from procedures.drafting.measures.marks import WAY
from procedures.exchange.snapshots import PARENTS
from procedures.publishing import content
from procedures.publishing.journal import recording
from tests import factories

pytestmark = pytest.mark.usefixtures("catalogue")


def url(board):
    return reverse("admin:desk_dashboard", args=[board])


@pytest.mark.parametrize("board", BOARDS)
def test_board_is_for_accounts_with_a_part(client_of, board):
    assert client_of().get(url(board)).status_code == 403
    assert client_of("82", role="consultation").get(url(board)).status_code == 200


def test_menu_leads_to_the_first_board_and_unknown_ones_are_not_found(local):
    assert local.get(reverse("admin:desk_dashboards")).status_code == 200
    assert local.get(url("autre")).status_code == 404
    assert reverse("admin:desk_dashboards") in local.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("board", BOARDS)
def test_board_asks_few_queries(local, django_assert_max_num_queries, board, published):
    for number in range(8):
        models.Site.objects.create(
            department=models.Department.objects.get(code="82"), key=f"s{number}", name_fr="Lieu"
        )
    with django_assert_max_num_queries(64):
        assert local.get(url(board)).status_code == 200


def cells(client, **query):
    (family,) = client.get(url("completude"), query).context["families"]
    (line,) = family.lines
    return {cell.code: cell for cell in line.cells}


def states(cell):
    return {mark.name: mark.state for mark in cell.marks}


def test_own_department_comes_first_then_the_national_content(client_of, published):
    context = client_of("82").get(url("completude")).context
    assert [column["code"] for column in context["columns"]] == ["82", "national", "34"]


def test_cell_says_what_is_there(client_of):
    found = cells(client_of("82"))
    assert states(found["82"]) == {
        WAY: "full",
        "faits locaux": "full",
        "textes": "absent",
    }
    assert states(found["national"]) == {
        WAY: "full",
        "pièces": "absent",
        "textes": "part",
    }
    assert found["82"].percent == 100


def test_channel_that_is_missing_leads_to_a_new_one_of_that_department(client_of):
    models.Channel.objects.all().delete()
    cell = cells(client_of("82"))["82"]
    assert states(cell)[WAY] == "none"
    department = models.Department.objects.get(code="82")
    add = reverse("admin:procedures_channel_add")
    assert cell.url == f"{add}?department={department.pk}"


def test_cells_of_parts_that_one_does_not_see_lead_nowhere(client_of, published):
    assert cells(client_of("82"))["34"].url == ""


def test_papers_count_with_how_to_get_them(client_of, procedure):
    passport = models.Document.objects.get(key="passeport")
    models.DocumentEntry.objects.create(procedure=procedure, document=passport)
    cell = cells(client_of("national"))["national"]
    assert states(cell)["pièces"] == "none"
    assert cell.url == reverse("admin:procedures_document_change", args=[passport.pk])
    passport.how_to_get_fr = "À la mairie."
    passport.save()
    assert states(cells(client_of("national"))["national"])["pièces"] == "full"


def translate(obj, field, language, status="reviewed"):
    obj.set_translation(field, language, "x", status)
    obj.save()


@pytest.mark.parametrize(("status", "state"), [("reviewed", "full"), ("machine", "machine")])
def test_translation_is_complete_machine_stale_or_missing(nation, status, state):

    def found():
        return states(cells(nation, langue="ar")["national"])["traduction"]

    assert found() == "none"
    procedure, step = models.Procedure.objects.get(), models.Step.objects.get()
    translate(procedure, "title", "ar", status)
    assert found() == "part"
    translate(step, "text", "ar", status)
    assert found() == state
    procedure.title_fr = "Un autre titre"
    procedure.save()
    assert found() == "stale"


def test_local_texts_are_those_of_the_departments_own_entries(local, published):
    assert states(cells(local, langue="en")["82"])["traduction"] == "none"
    channel = models.Channel.objects.get(department__code="82")
    translate(channel, "instructions", "en")
    cell = cells(local, langue="en")["82"]
    assert states(cell)["traduction"] == "full"
    assert states(cells(local, langue="en")["34"])["traduction"] == "none"


def test_broken_catalogue_says_where_to_mend_it(client_of):
    models.Procedure.objects.update(when={"nowhere": 1})
    page = client_of("82").get(url("completude"))
    assert page.context["broken"]
    assert reverse("admin:desk_check") in page.content.decode()


def test_percentage_is_never_rounded_up_to_all():
    made = [marks.CompletenessMark("a", marks.FULL, "")] * 199 + [
        marks.CompletenessMark("a", marks.PART, "")
    ]
    assert completeness._percent([marks.worth(made)]) == 99
    assert completeness._percent([None]) is None


def test_working_copy_is_read_again_once_somebody_changed_it(
    local, monkeypatch, django_assert_max_num_queries
):
    assert states(cells(local)["82"])[WAY] == "full"
    with monkeypatch.context() as patched, django_assert_max_num_queries(24 + len(PARENTS)):
        patched.setattr(content, "canonical", None)  # The rows are looked at, and not read again.
        cells(local)
    with recording(factories.make_user(), how="essai"):
        models.Channel.objects.all().delete()
    assert states(cells(local)["82"])[WAY] == "none"
