"""Public templates render in each language, without inline code or anything from elsewhere."""

import re
from html.parser import HTMLParser
from importlib import import_module

import pytest
from django.conf import settings
from django.http import Http404
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from portal.languages import page_languages
from portal.styleguide import views as styleguide
from portal.templatetags.choice_icons import (
    DRAWN,
    choice_icon,
    drawings,
    group_drawing,
    question_drawings,
)
from portal.templatetags.texts import paragraphs, text
from tests.languages import LANGUAGES

ROOT = settings.ROOT
TEMPLATES = ROOT / "templates"
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
PUBLIC = sorted(
    str(file.relative_to(TEMPLATES))
    for folder in (TEMPLATES, TEMPLATES / "components", TEMPLATES / "portal")
    for file in folder.glob("*.html")
)
EXTERNAL_BY_RIGHT = {"a"}


class Problems(HTMLParser):
    """What the Content-Security-Policy or the accessibility rules would refuse."""

    def __init__(self):
        super().__init__()
        self.found, self.ids, self.targets, self.headings = [], [], [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "style" or "style" in values:
            self.found.append(f"inline style on <{tag}>")
        if tag == "script" and not values.get("src"):
            self.found.append("inline script")
        self.found += [f"{name} on <{tag}>" for name in values if name.startswith("on")]
        if tag not in EXTERNAL_BY_RIGHT:
            links = [values.get(name) or "" for name in ("src", "href", "srcset")]
            self.found += [f"{link} on <{tag}>" for link in links if "//" in link]
        if "id" in values:
            self.ids.append(values["id"])
        self.targets += [values["for"]] if "for" in values else []
        self.targets += (values.get("aria-describedby") or "").split()
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


def problems_of(html):
    parser = Problems()
    parser.feed(html)
    repeated = {one for one in parser.ids if parser.ids.count(one) > 1}
    return (
        parser.found
        + [f"id {one} is there twice" for one in sorted(repeated)]
        + [f"{one} names nothing" for one in parser.targets if one not in parser.ids]
    )


def request_for(language, address=""):
    request = RequestFactory().get(f"/{language}/{address}")
    request.LANGUAGE_CODE = language
    return request


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_render_without_any_variable(language, subtests):
    for name in PUBLIC:
        with subtests.test(template=name), override(language):
            html = render_to_string(name, {}, request_for(language))
            assert not [one for one in problems_of(html) if "names nothing" not in one]


@pytest.mark.parametrize("language", LANGUAGES)
def test_style_guide_pages_are_sound(language, subtests, settings):
    settings.DEBUG = True
    for name in styleguide.PAGES:
        with subtests.test(page=name), override(language):
            response = styleguide.page(request_for(language), name)
            html = response.content.decode()
            parser = Problems()
            parser.feed(html)
            assert response.status_code == 200
            assert not problems_of(html)
            assert parser.headings.count(1) == 1
            assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html


def test_style_guide_shows_every_component():
    shown = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html"))
    missing = [file.stem for file in COMPONENTS if f"components/{file.name}" not in shown]
    assert not missing


def test_server_error_page_needs_no_request():
    assert "<h1>" in get_template("500.html").render()


def test_style_guide_is_closed_to_visitors(client):
    assert client.get("/fr/styleguide/").status_code == 404
    with pytest.raises(Http404):
        styleguide.index(request_for("fr"))


def test_addresses_are_read_with_debug_off_in_every_process_of_tests():
    """A test of the style guide turns it on, and may be the first to draw a page in its process."""
    assert import_module(settings.ROOT_URLCONF).styleguide == []


def test_language_menu_names_each_language_in_its_own_words():
    html = render_to_string("components/language_menu.html", {"languages": page_languages("/fr/")})
    assert 'lang="ar" dir="rtl"' in html
    assert "العربية" in html


def found_in_styles(pattern):
    """Return « file: what was found » for each place of the style sheets."""
    return [
        f"{file.stem}: {found}"
        for file in STYLES
        for found in re.findall(pattern, file.read_text(encoding="utf-8"))
    ]


def test_style_sheets_turn_with_the_reading_direction():
    sides = (
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?:text-align|float): (?:left|right)"
    )
    assert found_in_styles(sides) == []


def test_colours_come_from_the_tokens():
    found = found_in_styles(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(")
    assert [one for one in found if not one.startswith("tokens: ")] == []


def test_icons_exist():
    sprite = (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")
    used = {
        (name, icon)
        for name in PUBLIC
        for icon in re.findall(
            r"""icons\.svg' %\}#([a-z_]+)|\bicon="([a-z_]+)\"""",
            (TEMPLATES / name).read_text("utf-8"),
        )
    }
    assert used
    assert [one for one in used if f'id="{"".join(one[1])}"' not in sprite] == []


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("a < b", "a &lt; b"),
        (None, ""),
        ("Où ?", "Où\N{NO-BREAK SPACE}?"),
        ({"text": "<x>", "lang": "ar", "dir": "rtl"}, '<span lang="ar" dir="rtl">&lt;x&gt;</span>'),
    ],
)
def test_text_is_escaped_and_names_its_language(value, html):
    with override("fr"):
        assert text(value) == html


def test_french_spacing_is_left_out_of_other_languages():
    with override("en"):
        assert text("a ?") == "a ?"


def test_paragraphs_are_cut_at_empty_lines():
    with override("en"):
        assert paragraphs("one\n\ntwo <b>") == "<p>one</p><p>two &lt;b&gt;</p>"


def test_drawings_of_answers_exist():
    sprite = (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")
    names = {name for answers in drawings().values() for name in answers.values()}
    assert not [name for name in names if f'id="{name}"' not in sprite]


def test_drawings_of_questions_and_papers_exist_and_are_small():
    sprite = (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")
    asked = [one for key in ("permit_motive", "expiry_date") for one in question_drawings(key)]
    assert len(asked) == 4
    names = {*DRAWN.values(), *(one["name"] for one in asked)}
    assert not [name for name in names if f'id="{name}"' not in sprite]
    assert max(map(len, sprite.split("<symbol"))) <= 1_500
    assert question_drawings("age") == []


def test_group_has_the_drawing_of_one_of_its_choices():
    cards = [{"names": [("current_document", value)]} for value in ("aps", "recepisse")]
    assert group_drawing({"cards": cards}) == "drawing_attestation"
    assert group_drawing({"cards": cards[:1]}) == ""


def test_answer_without_a_drawing_has_none():
    assert choice_icon({"value": "nouveau"}, "goal") == ""
    assert choice_icon({"value": "refus"}, "goal") == "court"
    assert choice_icon({"value": "refus", "icon": "star"}, "goal") == "star"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("الراتب 39 582 € في السنة", "39\N{NO-BREAK SPACE}582\N{NO-BREAK SPACE}€"),
        ("اتصل على 04 67 61 61 61.", "04\N{NO-BREAK SPACE}67\N{NO-BREAK SPACE}61"),
    ],
)
def test_the_groups_of_a_number_stay_in_order_from_right_to_left(words, kept):
    with override("ar"):
        assert kept in text(words)


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("components/contact_card.html", {"contact": {"name": "نقطة العدل (Point-justice)"}}),
        ("components/answer_card.html", {"card": {"title": "نقطة العدل (Point-justice)"}}),
    ],
)
def test_french_words_of_an_arabic_title_keep_their_brackets_and_their_hyphen(name, context):
    with override("ar"):
        assert "\u2066(Point-justice)\u2069" in render_to_string(name, context)
