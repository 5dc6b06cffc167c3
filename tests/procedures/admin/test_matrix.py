"""The table of rights on rows: each account, model, part and act, through each page."""

import pytest
from django.contrib import admin
from django.db import transaction

from procedures import models
from procedures.admin.columns import OwnRows

from .everything import add_data, change_data, clients, make_everything, undrawn, url
from .matrix import ACCOUNTS, FEW, MODELS, MORE, OTHERS, PARTS_WITHOUT, REPRESENTATIVES, allowed

pytestmark = [pytest.mark.usefixtures("catalogue", "quiet"), pytest.mark.one_database]

CHOSEN = pytest.mark.parametrize(
    ("chosen", "who"),
    [
        pytest.param(REPRESENTATIVES, FEW, id="of each table"),
        pytest.param(REPRESENTATIVES, MORE, id="of each table, more", marks=pytest.mark.whole),
        pytest.param(OTHERS, tuple(ACCOUNTS), id="the others", marks=pytest.mark.whole),
    ],
)


# Lists of what départements say begin with one's own part: these ask for the rest.
ALL_OF_IT = {OwnRows.parameter_name: OwnRows.EVERYTHING}


def asked_of_list(model):
    """Return what asks the list of a model for all that an account may read."""
    model_admin = admin.site.get_model_admin(model)
    return ALL_OF_IT if getattr(model_admin, "narrowed", False) else {}


@pytest.fixture
def rows(catalogue):
    return make_everything()


@pytest.fixture
def accounts(catalogue):
    return clients()


def test_every_model_of_the_admin_has_an_expectation():
    assert set(MODELS) == set(admin.site._registry)
    assert all(set(table) == set(ACCOUNTS) for table in MODELS.values())


def test_there_is_a_row_of_each_model_in_each_part(rows):
    for model, table in MODELS.items():
        parts = {""} if len(table["administrator"]) == 1 else {"82", "34", "national"}
        assert set(rows[model]) == parts - {PARTS_WITHOUT.get(model)}, model


def differences(rows, accounts, who, letter, act):
    """Return where an act is possible and should not be, or should be and is not.

    ``act(administrator, row)`` prepares the act; what it returns is tried by each account of
    ``who``, and tells whether it was done. Nothing of what was done stays.
    """
    wrong = []
    for model, by_part in rows.items():
        for part, row in by_part.items():
            attempt = act(accounts["administrator"], row)
            for account in who:
                with transaction.atomic(), undrawn():
                    done = attempt(accounts[account])
                    transaction.set_rollback(True)
                if done != (letter in allowed(account, model, part)):
                    said = "does" if done else "does not"
                    wrong.append(f"{account} {said} {act.__name__} {model.__name__} {part}")
    return wrong


def read_its_page(administrator, row):
    return lambda client: client.get(url(row, "change")).status_code == 200


def read_its_history(administrator, row):
    return lambda client: client.get(url(row, "history")).status_code == 200


def change_it(administrator, row):
    field, _, data = change_data(administrator, row)
    before = getattr(row, field)

    def attempt(client):
        client.post(url(row, "change"), data)
        return getattr(type(row).objects.get(pk=row.pk), field) != before

    return attempt


def delete_it(administrator, row):
    def attempt(client):
        return is_deleted(row, client.post(url(row, "delete"), {"post": "yes"}))

    return attempt


def delete_it_by_selecting(administrator, row):
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    def attempt(client):
        return is_deleted(row, client.post(url(type(row), "changelist"), data))

    return attempt


def is_deleted(row, response):
    """Tell whether a row is gone, or is only kept by the rows that use it."""
    used = response.status_code == 200 and response.context_data.get("protected")
    return bool(used) or not type(row).objects.filter(pk=row.pk).exists()


def add_one_like_it(administrator, row):
    data = add_data(administrator, row)

    def attempt(client):
        before = type(row).objects.count()
        client.post(url(type(row), "add"), data)
        return type(row).objects.count() > before

    return attempt


@CHOSEN
@pytest.mark.parametrize(
    ("letter", "act"),
    [
        ("v", read_its_page),
        # Other doors to the same right: test_rights.py and test_history.py try both, of a channel.
        pytest.param("v", read_its_history, marks=pytest.mark.whole),
        ("c", change_it),
        ("a", add_one_like_it),
        ("d", delete_it),
        pytest.param("d", delete_it_by_selecting, marks=pytest.mark.whole),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_matrix_of_rows(rows, accounts, letter, act, chosen, who):
    assert differences({one: rows[one] for one in chosen}, accounts, who, letter, act) == []


@CHOSEN
def test_lists_hold_what_may_be_read(rows, accounts, chosen, who):
    wrong = []
    for model, by_part in ((one, rows[one]) for one in chosen):
        for account in who:
            with undrawn():
                response = accounts[account].get(url(model, "changelist"), asked_of_list(model))
            found = response.context_data["cl"].queryset if response.status_code == 200 else ()
            for part, row in by_part.items():
                if (row in found) != ("v" in allowed(account, model, part)):
                    wrong.append(f"{account} lists {model.__name__} {part}: {row in found}")
    assert wrong == []


def test_pages_are_really_drawn(rows, accounts):
    """The tests above draw none: what they find allowed is shown, with what it holds."""
    row = rows[models.Channel]["national"]
    asked = (
        (url(row, "change"), {}),
        (url(row, "history"), {}),
        (url(models.Channel, "changelist"), asked_of_list(models.Channel)),
    )
    for account, client in accounts.items():
        if "v" in allowed(account, models.Channel, "national"):
            for address, sent in asked:
                page = client.get(address, sent).content.decode()
                assert "</html>" in page, (account, address)
                assert str(row) in page, (account, address)
