"""Every page has some help, which leads to an existing page of the guide."""

import re

import pytest
from django.contrib import admin

from procedures import models
from procedures.admin.help.guide import help_of, pages, topics
from procedures.admin.own_pages import OWN_PAGES

from .addresses import adding, listing, page

# Answers to scripts, pages that only carry out what another has shown, and the guide itself.
WITHOUT = {"desk_condition", "desk_vocabulary", "desk_hours", "desk_work"}
WITHOUT |= {"desk_help", "desk_help_page"}


def test_every_own_page_has_a_help():
    names = [name for *_, name in OWN_PAGES if name not in WITHOUT]
    assert [name for name in names if not help_of(name)] == []


def test_every_entry_has_a_help():
    pages = [
        f"{model._meta.app_label}_{model._meta.model_name}_{action}"
        for model in admin.site._registry
        for action in ("changelist", "add", "change", "history", "delete")
    ]
    assert [name for name in pages if not help_of(name)] == []


def test_no_help_is_for_a_page_that_does_not_exist():
    known = {model._meta.model_name for model in admin.site._registry}
    own = {name for *_, name in OWN_PAGES} | {"index", "portal_user_invitation"}
    assert set(topics()["entries"]) <= known
    assert set(topics()["pages"]) <= own


def test_help_leads_to_pages_of_the_guide():
    named = {one.title for by in topics().values() for one in by.values()}
    assert named - set(pages()) == set()


def test_sentences_of_the_help_are_short():
    for by in topics().values():
        for name, one in by.items():
            for sentence in re.split(r"(?<=[.?!]) ", one.text):
                assert len(sentence.split()) <= 30, (name, sentence)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", ["change", "history", "delete"])
def test_help_is_on_the_page(client_of, name, channel):
    response = client_of("82").get(page(channel, name))
    expected = help_of(f"procedures_channel_{name}")
    assert response.context["desk_help"] == expected
    assert f'href="{expected.url}"' in response.content.decode()


@pytest.mark.usefixtures("catalogue")
def test_help_is_on_lists_and_new_entries(local):
    for address in (listing(models.Notice), adding(models.Notice), "/admin/", "/admin/essayer/"):
        assert '<details class="desk-help">' in local.get(address).content.decode()
