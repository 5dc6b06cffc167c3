"""The agents' guide: short pages by task, which its index names, at the desk as in their files."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from procedures.admin.help.guide import FOLDER, INDEX, anchor_of, pages

GUIDE_URL = "/admin/aide/"
LONGEST = 45  # lines of a page, which is read at one go
FEWEST = 8  # words that tell a picture to who does not see it
# The page that the guide says most about, between others.
SHOWN = "publier"


def files():
    return [file for file in sorted(FOLDER.glob("*.md")) if file != INDEX]


def test_the_index_names_every_page_once_by_its_title():
    named = {one.name: one.title for one in pages().values()}
    titles = {file.stem: file.read_text("utf-8").partition("\n")[0] for file in files()}
    assert {name: f"# {title}" for name, title in named.items()} == titles
    assert INDEX.read_text("utf-8").count("\n- [") == len(named)


def test_pages_are_short_and_have_one_picture_each_told_in_words():
    for file in files():
        text = file.read_text("utf-8")
        assert len(text.splitlines()) <= LONGEST, file.name
        told = re.findall(r"!\[([^\]]+)\]\(\.\./\.\./static/guide/[a-z-]+\.png\)", text)
        assert len(told) == text.count("![") == 1, file.name
        assert len(told[0].split()) >= FEWEST, file.name


def test_every_kept_picture_is_shown_by_a_guide():
    guides = [*files(), FOLDER.parent / "guide-association.fr.md"]
    shown = "".join(file.read_text("utf-8") for file in guides)
    kept = sorted((FOLDER.parents[1] / "static" / "guide").iterdir())
    assert [file.name for file in kept if f"/guide/{file.name})" not in shown] == []


def test_links_and_pictures_of_the_guide_exist():
    for file in [INDEX, *files()]:
        for address in re.findall(r"\]\(([^)]+)\)", file.read_text("utf-8")):
            assert (FOLDER / address).is_file(), (file.name, address)


def test_anchors_of_the_index_are_unique():
    anchors = [anchor_of(title) for title in pages()]
    assert len(anchors) == len(set(anchors))


@pytest.mark.usefixtures("catalogue")
def test_the_index_leads_to_every_page_also_from_the_anchors_of_the_guide_in_one_page(client_of):
    html = client_of("82").get(GUIDE_URL).text
    for title, one in pages().items():
        assert f'<li id="{anchor_of(title)}"><a href="{GUIDE_URL}{one.name}/">' in html


@pytest.mark.usefixtures("catalogue")
def test_pages_show_their_pictures_and_lead_to_other_pages(local):
    for one in pages().values():
        html = local.get(one.url).text
        assert '.md"' not in html, one.name
        for picture in re.findall(r"!\[[^\]]*\]\(\.\./\.\./static/([^)]+)\)", one.text):
            assert finders.find(picture), picture
            assert Path(picture).stem in html


@pytest.mark.usefixtures("catalogue")
def test_pages_lead_to_those_before_and_after(client_of):
    client, shown = client_of("82"), list(pages().values())
    at = [one.name for one in shown].index(SHOWN)
    html = client.get(shown[at].url).text
    assert f'href="{shown[at - 1].url}" rel="prev"' in html
    assert f'href="{shown[at + 1].url}" rel="next"' in html
    assert 'rel="prev"' not in client.get(shown[0].url).text
    assert 'rel="next"' not in client.get(shown[-1].url).text


@pytest.mark.usefixtures("catalogue")
def test_a_page_that_the_index_does_not_name_is_not_found(client_of):
    for name in ("rien", "README"):
        assert client_of("82").get(f"{GUIDE_URL}{name}/").status_code == 404


@pytest.mark.usefixtures("catalogue")
def test_accounts_without_a_part_do_not_read_the_guide(client_of):
    for address in (GUIDE_URL, f"{GUIDE_URL}{SHOWN}/"):
        assert client_of().get(address).status_code == 403
