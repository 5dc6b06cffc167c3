"""The table of rights on pages: own pages, the menu, publishing each part, suggestions."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from procedures import models
from procedures.admin.own_pages import OWN_PAGES as PAGES
from procedures.publishing.editions import publisher

from .everything import clients, make_everything, undrawn, url
from .forms import form_data
from .matrix import ACCOUNTS, FEW, MODELS, MORE, PUBLISHES, allowed
from .matrix_pages import ALL, MAY_ADD, OWN_PAGES, PUBLISHERS, SAVES_CASES, SEES_ACCOUNTS, SENT

pytestmark = [pytest.mark.usefixtures("catalogue", "quiet"), pytest.mark.one_database]

# What the addresses of a model end with: each is a door that a test of the matrix tries.
DOORS = {"changelist", "add", "history", "delete", "change", "translations"}
# Tried by every account in tests/procedures/admin/people/test_inviting.py.
OTHER_DOORS = {"portal_user_invitation"}


@pytest.fixture
def rows(catalogue):
    return make_everything()


@pytest.fixture
def editions(rows):
    """Edition 1, then edition 2 in which only the 82 has changed."""
    change("82")
    publisher.publish()


@pytest.fixture
def accounts(catalogue):
    return clients()


def change(code):
    channel = models.Channel.objects.get(department__code=code)
    channel.instructions_fr = "Prenez rendez-vous."
    channel.save()


def done_by(accounts, attempt):
    """Return the accounts that succeed; nothing of what they do stays."""
    found = set()
    for account, client in accounts.items():
        with transaction.atomic(), undrawn():
            if attempt(account, client):
                found.add(account)
            transaction.set_rollback(True)
    return found


def test_every_page_has_an_expectation():
    assert set(OWN_PAGES) == {name for _, _, name in PAGES}


def test_every_address_of_a_model_is_a_door_of_the_matrix():
    for model, model_admin in admin.site._registry.items():
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        names = {one.name for one in model_admin.urls if one.name} - OTHER_DOORS
        assert {name.removeprefix(prefix) for name in names} <= DOORS, model


@pytest.mark.parametrize(
    "who",
    [
        # Who publishes a part, and who writes for the nation.
        pytest.param(FEW[1:3], id="few"),
        pytest.param((FEW[0], *FEW[3:], *MORE), id="more", marks=pytest.mark.whole),
    ],
)
def test_own_pages_are_opened_and_sent_by(editions, accounts, who, subtests):
    accounts = {account: accounts[account] for account in who}
    for name, (opens, sends, arguments) in OWN_PAGES.items():
        address = reverse(f"admin:{name}", args=arguments)
        data = {account: SENT[account].get(name, {"note": ""}) for account in accounts}

        def is_opened(_, client, address=address):
            return client.get(address).status_code != 403

        def is_sent(account, client, address=address, data=data):
            return client.post(address, data[account]).status_code != 403

        with subtests.test("is opened", page=name):
            assert done_by(accounts, is_opened) == opens & {*who}
        with subtests.test("is sent", page=name):
            assert done_by(accounts, is_sent) == sends & {*who}


def test_condition_builder_answers_those_who_have_a_part(accounts):
    asked = {"model": "procedure", "pk": models.Procedure.objects.first().pk, "text": ""}
    address = reverse("admin:desk_condition")
    found = done_by(accounts, lambda _, client: client.post(address, asked).status_code == 200)
    assert found == ALL
    address = reverse("admin:desk_vocabulary")
    assert done_by(accounts, lambda _, client: client.get(address).status_code == 200) == ALL


@pytest.mark.parametrize("part", ["82", "34", "national"])
def test_condition_of_a_row_is_read_by_those_who_see_the_row(rows, accounts, part):
    channel = models.Channel.objects.get(department__code=part)
    asked = {"model": "channel", "pk": channel.pk, "text": ""}
    address = reverse("admin:desk_condition")
    found = done_by(accounts, lambda _, client: client.post(address, asked).status_code == 200)
    assert found == {one for one in ACCOUNTS if "v" in allowed(one, models.Channel, part)}


@pytest.mark.parametrize("part", ["82", "34", "national"])
def test_part_is_published_by(rows, accounts, part):
    for code in ("82", "34"):
        change(code)
    models.Step.objects.update(text_fr="Déposez votre dossier.")

    def publishes(_, client):
        client.post(reverse("admin:desk_publish"), {"part": part, "note": "Essai."})
        newest = models.Edition.objects.first()
        return newest.number == 2 and newest.parts.filter(code=part).first() != before

    before = models.Edition.objects.first().parts.get(code=part)
    found = done_by(accounts, publishes)
    assert found == {account for account, parts in PUBLISHES.items() if part in parts}


def test_former_edition_is_put_in_force_again_by(editions, accounts):
    address = reverse("admin:desk_restore", args=[1])

    def restores(_, client):
        client.post(address, {"note": "Erreur."})
        return models.Edition.objects.count() == 3

    assert done_by(accounts, restores) == PUBLISHERS


@pytest.mark.parametrize("part", ["82", "34", "national"])
def test_result_is_kept_as_a_case_by(catalogue, accounts, part):
    data = {"q-situation": "etudes", "action": "enregistrer", "persona": "Awa."}

    def keeps(_, client):
        client.post(reverse("admin:desk_tryout"), data | {"part": part})
        return any(case.part == part for case in models.Case.objects.all())

    found = done_by(accounts, keeps)
    assert found == {account for account, parts in SAVES_CASES.items() if part in parts}


def test_autocompletion_suggests_what_may_be_read(rows, accounts):
    """« department » of a membership and of a channel, « procedure » of an adaptation…"""
    wrong = []
    for model in admin.site._registry:
        for name in admin.site.get_model_admin(model).get_autocomplete_fields(None):
            target = model._meta.get_field(name).related_model
            query = {"model_name": model._meta.model_name, "field_name": name}
            query["app_label"] = model._meta.app_label
            for account, client in accounts.items():
                response = client.get(reverse("admin:autocomplete"), query)
                found = response.json().get("results", ()) if response.status_code == 200 else ()
                found = {one["id"] for one in found}
                for part, row in rows[target].items():
                    if (str(row.pk) in found) and "v" not in allowed(account, target, part):
                        wrong.append(f"{account} is told {target.__name__} {part} by {name}")
                if account == "administrator" and not found:
                    wrong.append(f"{name} of {model.__name__} suggests nothing")
    assert wrong == []


def test_menu_offers_what_may_be_done(rows, accounts):
    for account, client in accounts.items():
        sections = client.get(reverse("admin:index")).context["app_list"]
        entries = [entry for section in sections for entry in section["models"]]
        listed = {entry["model"] for entry in entries if "model" in entry}
        assert bool(listed) == (account in ALL)
        for entry in entries:
            if entry.get("model") in MODELS:
                letters = "".join(MODELS[entry["model"]][account])
                assert bool(entry["add_url"]) == ("a" in letters), (account, entry["name"])
        assert any(entry["add_url"] for entry in entries) == (account in MAY_ADD)
        names = {entry["object_name"] for entry in entries}
        assert ("desk_publish" in names) == (account in PUBLISHERS)
        assert (models.Role in listed) == (account in SEES_ACCOUNTS)


def test_translations_page_is_read_and_saved_by(rows, accounts):
    """« traductions/ » is another door to the texts of a row."""
    wrong = []
    for part, row in rows[models.Channel].items():
        address = url(row, "translations")
        data = form_data(accounts["administrator"].get(address))
        data[f"channel-{row.pk}-instructions-ar"] = "اكتبوا"

        def saves(_, client, address=address, data=data, row=row):
            client.post(address, data)
            return models.Channel.objects.get(pk=row.pk).instructions_ar == "اكتبوا"

        for letter, found in (
            ("v", done_by(accounts, lambda _, one, to=address: one.get(to).status_code == 200)),
            ("c", done_by(accounts, saves)),
        ):
            expected = {one for one in ACCOUNTS if letter in allowed(one, models.Channel, part)}
            wrong += [(part, letter, account) for account in found ^ expected]
    assert wrong == []
