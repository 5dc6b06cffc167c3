"""The people of one household: one label, one page, and answers that somebody chose to share."""

import pytest

from questionnaire.models import Dossier

from .conftest import listed, opened, plain, version_in
from .test_dossiers import reopen


@pytest.fixture
def household(rive, keep, at):
    """Two dossiers of one household, the second begun from the first, beside a stranger's."""
    client = rive.clients["bilal"]
    first = keep(client, "A-1")
    keep(client, "Z-9")
    copied(client, first)
    return first


def copied(client, first, family=""):
    """Save A-2, begun from another dossier, with the label that the page proposes or another."""
    visitor = reopen(client, first, duplicate="1", shared=["residence", "nationality"])
    visitor.follow(client.get(visitor.context["next_url"])).answer_all()
    page = client.get(f"/dossiers/enregistrer/{visitor.id}/")
    sent = {"reference": "A-2", "family": family or page.context["form"]["family"].value()}
    client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)


def family_page(client, dossier):
    return client.get(f"/dossiers/dossier/{dossier.code}/famille/")


def references(page):
    return [one.card.reference for one, _words in page.context["people"]]


def test_copy_joins_the_family_of_the_dossier_that_it_begins_from(rive, household):
    client = rive.clients["bilal"]
    assert {opened(one)[0].family for one in Dossier.objects.all()} == {"", "A-1"}
    assert references(family_page(client, household)) == ["A-1", "A-2"]
    assert listed(client, q="A-1", sort="reference") == ["A-1", "A-2"]


def test_label_typed_for_the_copy_is_that_of_the_dossier_that_it_begins_from_too(rive, keep, at):
    client = rive.clients["bilal"]
    first = keep(client, "A-1")
    copied(client, first, family="F-04")
    assert references(family_page(client, first)) == ["A-1", "A-2"]


def test_label_groups_dossiers_that_exist_whatever_its_letters(rive, household):
    client = rive.clients["bilal"]
    other = next(one for one in Dossier.objects.all() if opened(one)[0].reference == "Z-9")
    address = f"/dossiers/dossier/{other.code}/"
    client.post(address, {"version": version_in(client.get(address)), "family": " a-1 "})
    assert references(family_page(client, household)) == ["A-1", "A-2", "Z-9"]


def test_nothing_is_ticked_before_the_member_chooses(rive, household):
    page = family_page(rive.clients["bilal"], household)
    assert {"residence", "nationality"} <= {one.key for one in page.context["rows"]}
    assert "age" not in {one.key for one in page.context["rows"]}
    assert "checked" not in plain(page).partition('name="shared"')[2]


def test_dossier_without_a_family_has_a_page_of_its_own(rive, keep, at):
    client = rive.clients["bilal"]
    keep(client, "B-2")
    assert references(family_page(client, keep(client, "A-1"))) == ["A-1"]
