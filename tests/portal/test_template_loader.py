"""What the loader prepares in a template shows what Django would show."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, RequestContext, engines
from django.template.base import TextNode
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal import prepared_pieces, template_loader
from portal.prepared_pieces import NotPlain, Pieces, key_of
from portal.template_loader import Loader, OwnInclude, prepare
from questionnaire.result.kept import Known
from questionnaire.result.places import Contact
from questionnaire.runs.run import Run


def prepared(source, *, squeezes=True):
    template = engines["django"].from_string(source).template
    prepare(template.nodelist, squeezes=squeezes)
    return template


def test_a_template_asked_for_by_many_at_once_is_prepared_by_one(monkeypatch):
    """Two that walk through one list, which each replaces, lose what it holds: an empty page."""
    source = "".join(f"{{% if yes %}}{{{{ a }}}}{number}{{% endif %}}\n" for number in range(40))
    engine = engines["django"].engine
    loader = Loader(engine, [("django.template.loaders.locmem.Loader", {"page.html": source})])
    seen, turn = [], template_loader.prepared

    def slow(node, *, squeezes):
        seen.append(node)
        time.sleep(0.001)
        return turn(node, squeezes=squeezes)

    monkeypatch.setattr(template_loader, "prepared", slow)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(loader.get_template, ["page.html"] * 6))
    for one in {id(one): one for one in found}.values():
        assert one.render(Context({"yes": True, "a": "n"})).split() == [
            f"n{number}" for number in range(40)
        ]
    # Nothing was walked through twice.
    assert len(seen) == len({id(node) for node in seen})


def test_address_of_a_file_becomes_text():
    template = prepared("<a href=\"{% load static %}{% static 'icons.svg' %}#x\">")
    assert [type(node) for node in template.nodelist] == [TextNode]
    assert template.render(Context()).startswith('<a href="/static/icons')


def test_indentation_goes_but_for_the_space_that_parts_words():
    assert prepared("<p>\n    Un\n\n  deux </p>\n").render(Context()) == "<p>Un\ndeux </p>"
    kept = "<pre>\n    Un</pre>"
    assert prepared(kept, squeezes=False).render(Context()) == kept


def test_ends_of_lines_around_blocks_go():
    source = "<ul>\n  <li>\n    <b>Un</b>\n    <i>deux</i>\n  </li>\n</ul>\n"
    assert prepared(source).render(Context()) == "<ul><li><b>Un</b>\n<i>deux</i></li></ul>"


def test_line_that_only_a_condition_fills_leaves_no_empty_line():
    template = prepared("<p>\n  {% if yes %}\n    Un\n  {% else %}\n    Deux\n  {% endif %}\n</p>")
    assert template.render(Context({"yes": True})) == "<p>Un\n</p>"
    assert prepared("a{% if yes %}\nb{% endif %}").render(Context({"yes": 1})) == "a\nb"


def test_piece_is_drawn_once_for_equal_values(monkeypatch):
    monkeypatch.setattr(prepared_pieces, "pieces", Pieces())
    template = prepared("{% include 'components/line.html' with lead=lead only %}")
    assert template.render(Context({"lead": "Un"})) == template.render(Context({"lead": "Un"}))
    assert len(prepared_pieces.pieces.held) == 1
    assert "Deux" in template.render(Context({"lead": "Deux"}))
    with override("ar"):
        template.render(Context({"lead": "Deux"}))
    assert len(prepared_pieces.pieces.held) == 3


@pytest.mark.parametrize("own", ["/fr/demarche/2bcdefgh/goal/", 'name="csrfmiddlewaretoken"'])
def test_piece_with_the_address_of_a_run_or_a_token_is_not_held(own):
    pieces = Pieces()
    assert [pieces.drawn("key", lambda: own) for _ in range(2)] == [own, own]
    assert not pieces.held


def test_piece_of_one_run_is_that_of_another_with_its_own_addresses(monkeypatch):
    monkeypatch.setattr(prepared_pieces, "pieces", Pieces())
    template = prepared("{% include 'components/back_link.html' with url=there text='Non' only %}")
    for run in ("2bcdefgh", "3bcdefgh", "2bcdefgh"):
        there = f"/fr/demarche/{run}/verifier/"
        shown = template.render(context_of(run, {"there": there}))
        assert f'href="{there}"' in shown
    assert len(prepared_pieces.pieces.held) == 1
    assert "bcdefgh" not in repr(prepared_pieces.pieces.held)
    # Of another run than that of the page, nothing is held.
    template.render(context_of("4bcdefgh", {"there": "/fr/demarche/2bcdefgh/verifier/"}))
    template.render(Context({"there": "/fr/demarche/2bcdefgh/verifier/"}))
    assert len(prepared_pieces.pieces.held) == 1


def context_of(run, given):
    request = RequestFactory().get("/fr/")
    request.run = Run(run)
    return RequestContext(request, given)


def test_pieces_take_a_bounded_room():
    pieces = Pieces(most=10_000)
    for number in range(100):
        pieces.drawn(number, lambda: "x" * 1_000)
    assert 3 < len(pieces.held) < 10
    assert 99 in pieces.held
    pieces.drawn("long", lambda: "x" * 20_000)
    assert not pieces.held
    assert pieces.size == 0


def test_value_that_is_kept_is_its_own_key():
    contact = Contact("Un", known=Known())
    assert key_of(contact) == key_of(replace(contact, name="Un")) != key_of(Contact("Un"))
    assert key_of(contact) != key_of(replace(contact, known=Known()))


def test_language_of_a_block_is_not_that_of_the_page():
    template = prepared(
        "{% load i18n %}{% translate 'Effacer mes réponses' %}|{% language 'en' %}"
        "{% translate 'Effacer mes réponses' %}{% endlanguage %}|{% translate 'Téléphone :' %}"
    )
    with override("fr"):
        assert template.render(Context()) == "Effacer mes réponses|Erase my answers|Téléphone :"


@pytest.mark.parametrize("value", ["<b>", mark_safe("<b>"), 1_234, None, date(2026, 11, 29), 1.5])
def test_variable_shows_what_django_shows(value):
    by_django = engines["django"].from_string("{{ value }}{{ value|default:'' }}")
    context = {"value": value}
    with override("fr"):
        shown = prepared("{{ value }}{{ value|default:'' }}").render(Context(context))
        assert shown == by_django.template.render(Context(context))
        bare = prepared("{{ value }}").render(Context(context, autoescape=False))
        assert bare == engines["django"].from_string(
            "{% autoescape off %}{{ value }}{% endautoescape %}"
        ).template.render(Context(context))


def test_text_that_is_safe_is_not_the_text_that_is_not():
    template = prepared("{% include 'components/line.html' with lead=lead only %}")
    assert "<b>" in template.render(Context({"lead": mark_safe("<b>")}))
    assert "<b>" not in template.render(Context({"lead": "<b>"}))


def test_values_that_show_otherwise_have_other_keys():
    values = ["1", 1, True, None, "", ["1"], [["1"]], {"1": "1"}, mark_safe("1")]
    assert len({key_of(value) for value in values}) == len(values)


def test_value_that_is_not_plain_has_no_key():
    with pytest.raises(NotPlain):
        key_of(object())


def test_sentence_is_translated_once_in_each_language():
    template = prepared(
        "{% load i18n %}{% translate 'Effacer mes réponses' %}"
        "{% translate 'Effacer mes réponses' as said %}|{{ said }}"
    )
    for language, words in (("fr", "Effacer mes réponses"), ("en", "Erase my answers")) * 2:
        with override(language):
            assert template.render(Context()) == f"{words}|{words}"


def test_include_that_shows_nothing_of_its_page_is_told_only_what_it_is_given():
    source = "{% include 'components/button.html' with href=there text=said only %}"
    given = {"there": "/fr/", "said": "<Retour>"}
    by_django = engines["django"].from_string(source).template.render(Context(given))
    own = prepared(source)
    assert type(own.nodelist[0]) is OwnInclude
    assert own.render(Context(given)).split() == by_django.split()
    assert "&lt;Retour&gt;" in own.render(Context(given))
    assert "/fr/" not in own.render(Context({"href": "/fr/", "said": "Retour"}))
