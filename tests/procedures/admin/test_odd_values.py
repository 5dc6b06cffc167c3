"""What no page of the desk sends is refused, never an error: PostgreSQL is strict on letters."""

import itertools

import pytest
from django.contrib import admin
from django.urls import reverse

from procedures import models

from .addresses import adding, listing, page
from .forms import form_data
from .matrix_pages import OWN_PAGES

NUL = "a\0b"


def addresses():
    entry = models.Question.objects.first()
    yield from (adding(models.Question), listing(models.Question), page(entry))
    for name, (_opens, _sends, arguments) in OWN_PAGES.items():
        yield reverse(f"admin:{name}", args=arguments)


def test_no_page_looks_up_or_keeps_the_letter_nul(catalogue, superuser):
    """« Chercher » answered 500 in production, where SQLite had taken it."""
    for address in addresses():
        refused = (
            superuser.get(address, {"q": NUL}),
            superuser.get(address, {NUL: ""}),
            superuser.post(address, {"note": NUL}),
        )
        assert [one.status_code for one in refused] == [400] * 3, address


COMPARED = {"range": "0", "regex": "[", "iregex": "(a+)+$", "year": "9" * 30, "iso_year": "0"}


@pytest.mark.parametrize("comparison", COMPARED)
def test_no_list_is_filtered_by_what_fails_or_never_ends(catalogue, superuser, comparison):
    """« ?id__range=0 », « ?key__regex=[ » and « ?at__year=99999 » answered 500."""
    for model in admin.site._registry:
        names = model._meta.app_label, model._meta.model_name
        address = reverse("admin:{}_{}_changelist".format(*names))
        asked = {f"id__{comparison}": COMPARED[comparison]}
        assert superuser.get(address, asked).status_code == 400, model


def test_lists_are_still_filtered(catalogue, superuser):
    asked = {"source_checked_on__year": "2026", "key__contains": "a"}
    assert superuser.get(listing(models.Document), asked).status_code == 200


def test_a_list_is_filtered_by_all_the_values_of_a_name(catalogue, superuser):
    """The last one is not the only one that Django reads."""
    asked = {"source_checked_on__year": ["99999", "2026"]}
    assert superuser.get(listing(models.Document), asked).status_code == 400


@pytest.mark.parametrize("count", ["251", "0000000002000", "9" * 5_000, "-1", "deux"])
def test_no_form_tells_of_more_lines_than_an_entry_has(catalogue, superuser, count):
    """The guard read « 0000000002000 » as 0, and Django as 2,000 lines: minutes of work."""
    entry = models.Procedure.objects.get()
    sent = form_data(superuser.get(page(entry))) | {"steps-TOTAL_FORMS": count}
    assert superuser.post(page(entry), sent).status_code == 400


def test_long_numbers_are_the_number_of_nothing(catalogue, superuser, published):
    """Python reads no number of 4,300 digits: each of these pages answered 500."""
    digits = "9" * 5_000
    entry = models.Procedure.objects.get()
    crafted = form_data(superuser.get(page(entry))) | {"_version": "", f"steps-{digits}-key": "x"}
    assert superuser.post(page(entry), crafted).status_code == 200
    order = {"part": "national", "day": "?", f"prevu-{digits}": "publie"}
    assert superuser.post("/admin/publier/", order).status_code == 200


def test_what_could_not_be_shown_again_is_not_stored(catalogue, superuser):
    """Blocks of 280 levels were stored, and neither the form nor an export could write them."""
    case = models.Case.objects.create(key="profond", persona="Awa", answers={}, expect={})
    deep = f"residence: france\nzz: {'[' * 280}{']' * 280}"
    sent = form_data(superuser.get(page(case))) | {"answers": deep}
    response = superuser.post(page(case), sent)
    assert response.status_code == 200
    assert "emboîtés" in response.content.decode()


NO_KEYS = ("²", "9" * 5_000)


def test_what_is_no_key_is_refused_or_found_nowhere(catalogue, superuser):
    """« _selected_action=² » answered 500 on each list of the desk."""
    superuser.raise_request_exception = False
    failed = []
    for model, key in itertools.product(admin.site._registry, NO_KEYS):
        names = model._meta.app_label, model._meta.model_name
        action = {"action": "delete_selected", "_selected_action": key}
        answer = superuser.post(reverse("admin:{}_{}_changelist".format(*names)), action)
        failed += [(model, key[:9])] if answer.status_code not in (400, 403) else []
    assert failed == []


@pytest.mark.parametrize("key", [*NO_KEYS, "9" * 30, "{}", "-1"])
def test_no_page_fails_on_what_an_address_takes_for_a_key(catalogue, superuser, key):
    """A number of 5,000 digits, or of 30, is none for Python or for the database."""
    builder = {"model": "step", "pk": key, "parent": "procedure", "parent_pk": key}
    pages = {
        reverse("admin:desk_condition"): builder,
        reverse("admin:desk_new_kit"): {"modele": key},
        reverse("admin:desk_waves_export"): {"questionnaire": key},
        adding(models.DocumentEntry): {"document": key, "procedure": key, "one_of": key},
        f"{listing(models.Question)}{key}/change/": {"_version": ""},
    }
    for address, sent in pages.items():
        assert superuser.get(address, sent).status_code < 500, address
        assert superuser.post(address, sent).status_code < 500, address
