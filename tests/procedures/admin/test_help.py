"""Every page has some help, which leads to an existing section of the guide."""

import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders

from procedures import models
from procedures.admin.help.finding import help_of, topics
from procedures.admin.help.guide import GUIDE, anchor_of
from procedures.admin.own_pages import OWN_PAGES

from .addresses import adding, listing, page

GUIDE_URL = "/admin/aide/"
# Answers to scripts, and pages that only carry out what another has shown.
WITHOUT = {"desk_condition", "desk_vocabulary", "desk_hours", "desk_work"}


def headings():
    return re.findall(r"^#+ (.+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


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


def test_help_leads_to_sections_of_the_guide():
    named = {one.heading for by in topics().values() for one in by.values()}
    assert named - set(headings()) == set()


def test_sentences_of_the_help_are_short():
    for by in topics().values():
        for name, one in by.items():
            for sentence in re.split(r"(?<=[.?!]) ", one.text):
                assert len(sentence.split()) <= 30, (name, sentence)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", ["change", "history", "delete"])
def test_help_is_on_the_page(client_of, name):
    channel = models.Channel.objects.get(department__code="82")
    response = client_of("82").get(page(channel, name))
    expected = help_of(f"procedures_channel_{name}")
    assert response.context["desk_help"] == expected
    assert f'href="{GUIDE_URL}#{anchor_of(expected.heading)}"' in response.content.decode()


@pytest.mark.usefixtures("catalogue")
def test_help_is_on_lists_and_new_entries(client_of):
    client = client_of("82")
    for address in (listing(models.Notice), adding(models.Notice), "/admin/", "/admin/essayer/"):
        assert '<details class="desk-help">' in client.get(address).content.decode()


@pytest.mark.usefixtures("catalogue")
def test_guide_has_all_its_sections_and_pictures(client_of):
    html = client_of("82").get(GUIDE_URL).content.decode()
    for heading in headings()[1:]:
        assert f'id="{anchor_of(heading)}"' in html
    for picture in re.findall(r"!\[[^\]]*\]\(\.\./static/([^)]+)\)", GUIDE.read_text("utf-8")):
        assert finders.find(picture), picture
        assert Path(picture).stem in html


def test_anchors_of_the_guide_are_unique():
    anchors = [anchor_of(heading) for heading in headings()]
    assert len(anchors) == len(set(anchors))


@pytest.mark.usefixtures("catalogue")
def test_accounts_without_a_part_do_not_read_the_guide(client_of):
    assert client_of().get(GUIDE_URL).status_code == 403
