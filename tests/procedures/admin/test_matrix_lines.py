"""The table of rights elsewhere: lines inside a page, actions of lists, imported files."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from procedures import models
from tests.procedures.translating.made import filled

from .everything import clients, make_everything, undrawn, url
from .forms import form_data
from .matrix import ACCOUNTS, allowed

pytestmark = [pytest.mark.usefixtures("catalogue", "quiet"), pytest.mark.one_database]

# What an action of a list may be called; another one needs a test of its own.
# « copy_elsewhere » only leads to the page of the copy, which asks for the rights by itself.
ACTIONS = {"delete_selected", "copy_elsewhere"}
# (inline's prefix, its model, a text of it, its parent's column)
LINES = (
    ("sites", models.Site, "name_fr", "department"),
    ("channels", models.Channel, "instructions_fr", "department"),
    ("overrides", models.Override, "notes_fr", "department"),
    ("notices", models.Notice, "text_fr", "department"),
    ("helpers", models.Helper, "name_fr", "department"),
    ("waitingtimes", models.WaitingTime, "name_fr", "department"),
)
TYPED = "Écrit par un autre."


@pytest.fixture
def rows(catalogue):
    return make_everything()


@pytest.fixture
def accounts(catalogue):
    return clients()


def line_data(prefix, row, column, **values):
    """Return what one line of a formset sends, as the first that was there already."""
    fields = {"id": row.pk, "position": row.position, column: values.pop("parent"), **values}
    named = {f"{prefix}-0-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1, **named}


def attempts(row, prefix, text, column, parent):
    """Yield the changes that a crafted form tries on a row: write it, move it, delete it."""
    names = ("kind", "procedure_id", "document_id")
    required = {name.removesuffix("_id"): getattr(row, name, None) or "" for name in names}
    for home in (parent.pk, getattr(row, f"{column}_id") or ""):
        for more in ({}, {"DELETE": "on"}):
            yield line_data(prefix, row, column, parent=home, **required, **{text: TYPED}, **more)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(LINES[:1], id="the first"),
        # They are lines of one page, whose formsets hold to their page in one place.
        pytest.param(LINES[1:], id="the others", marks=pytest.mark.whole),
    ],
)
@pytest.mark.parametrize("account", ["agent of 82", "agent of 82, reader of 34"])
def test_lines_of_other_parts_are_out_of_reach(rows, accounts, account, lines, subtests):
    own, client = rows[models.Department]["82"], accounts[account]
    page = form_data(client.get(url(own, "change")))
    for prefix, model, text, column in lines:
        for part, row in rows[model].items():
            with subtests.test(model=model.__name__, part=part):
                before = model.objects.filter(pk=row.pk).values().get()
                changed = 0
                for data in attempts(row, prefix, text, column, own):
                    with transaction.atomic(), undrawn():
                        client.post(url(own, "change"), page | data)
                        after = model.objects.filter(pk=row.pk).values().first()
                        transaction.set_rollback(True)
                    changed += after != before
                # The same form reaches the line of the agent's own page.
                assert bool(changed) == (part == "82")


def test_entry_of_another_part_is_out_of_reach(rows, accounts):
    """The lines of an adaptation, and those of a procedure, are of one model."""
    entries, national = rows[models.DocumentEntry], rows[models.DocumentEntry]["national"]
    pages = {
        "agent of 82": ("82", rows[models.Override]["82"], "add_documents", "override"),
        "national editor": ("national", national.procedure, "documents", "procedure"),
    }
    for account, (own, parent, prefix, column) in pages.items():
        client = accounts[account]
        page = form_data(client.get(url(parent, "change")))
        for part, row in entries.items():
            before = type(row).objects.filter(pk=row.pk).values().get()
            changed = 0
            for data in attempts(row, prefix, "note_fr", column, parent):
                with transaction.atomic(), undrawn():
                    client.post(url(parent, "change"), page | data)
                    changed += type(row).objects.filter(pk=row.pk).values().first() != before
                    transaction.set_rollback(True)
            assert bool(changed) == (part == own), (account, part)


@pytest.mark.parametrize(
    ("prefix", "model", "text", "column"),
    [LINES[0], *(pytest.param(*one, marks=pytest.mark.whole) for one in LINES[1:])],
    ids=lambda value: str(value),
)
def test_new_line_goes_to_the_page_that_it_is_typed_on(rows, accounts, prefix, model, text, column):
    own, other = rows[models.Department]["82"], rows[models.Department]["34"]
    client = accounts["agent of 82"]
    count = model.objects.filter(department=other).count()
    index = model.objects.filter(department=own).count()
    fields = {"id": "", column: other.pk, text: TYPED, "kind": "postal", "key": "neuf"}
    fields["procedure"] = models.Procedure.objects.exclude(overrides__department=own).first().pk
    data = {f"{prefix}-{index}-{name}": value for name, value in fields.items()}
    page = form_data(client.get(url(own, "change"))) | {f"{prefix}-TOTAL_FORMS": index + 1}
    client.post(url(own, "change"), page | data)
    assert model.objects.filter(department=other).count() == count
    assert not model.objects.filter(department=other, **{text: TYPED}).exists()


def test_no_list_is_edited_in_bulk():
    """A list whose rows are edited would be one more door: its rights would need their tests."""
    assert [one for one in admin.site._registry.values() if one.list_editable] == []


def test_every_action_of_a_list_is_a_door_of_the_matrix(rf, accounts):
    request = rf.get("/")
    request.user = models.DepartmentMembership.objects.first().user
    request.user.is_superuser = True
    found = set()
    for model_admin in admin.site._registry.values():
        found |= set(model_admin.get_actions(request))
    assert found == ACTIONS


@pytest.mark.parametrize("account", [one for one in ACCOUNTS if one != "administrator"])
def test_selecting_the_rows_of_others_with_ones_own_deletes_none_of_theirs(rows, accounts, account):
    selected = [row.pk for row in rows[models.Site].values()]
    data = {"action": "delete_selected", "_selected_action": selected, "post": "yes"}
    data |= {"select_across": "1", "index": "0"}
    accounts[account].post(url(models.Site, "changelist"), data)
    for part, row in rows[models.Site].items():
        if "d" not in allowed(account, models.Site, part):
            assert models.Site.objects.filter(pk=row.pk).exists(), part


def test_translations_that_come_back_go_to_the_parts_that_one_writes(rows, accounts):
    asked = {"langue": "ar", "fichier": "xlsx"}
    asked["etat"] = [value for value, _ in _states(accounts["administrator"])]
    export, receive = (reverse(f"admin:desk_translating_{name}") for name in ("export", "import"))
    file = filled(accounts["administrator"].get(export, asked).content, lambda french: "نص")
    wrong = []
    for account, client in accounts.items():
        with transaction.atomic():
            _send(client, receive, file)
            for part, row in rows[models.Channel].items():
                text = models.Channel.objects.get(pk=row.pk).instructions_ar
                if (text == "نص") != ("c" in allowed(account, models.Channel, part)):
                    wrong.append((account, part, text))
            transaction.set_rollback(True)
    assert wrong == []


def _states(client):
    response = client.get(reverse("admin:desk_translating_export"))
    return response.context["form"].fields["etat"].choices


def _send(client, address, content):
    response = client.post(address, {"fichier": SimpleUploadedFile("ar.xlsx", content)})
    if response.status_code == 200 and "confirmation" in response.context:
        packet = response.context["confirmation"].initial["paquet"]
        client.post(address, {"paquet": packet, "sorte": "reviewed"})
