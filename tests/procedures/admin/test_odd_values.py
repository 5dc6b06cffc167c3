"""What no page of the desk sends is refused, never an error: PostgreSQL is strict on letters."""

import pytest
from django.contrib import admin
from django.urls import reverse

from procedures import models

from .addresses import adding, listing, page
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
