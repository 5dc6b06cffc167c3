"""What is rendered once shows what Django would show, and nothing of somebody else."""

from dataclasses import replace

import pytest
from django.template import Context, RequestContext, TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal import cached_fragments
from portal.cached_fragments import Fragments, NotPlain, key_of
from portal.template_loader import without_indentation
from questionnaire.result.places import Contact
from questionnaire.result.reading import Identity
from questionnaire.runs.run import Run

LINE = "{% cached_include 'components/line.html' with lead=lead only %}"
BACK = "{% cached_include 'components/back_link.html' with url=there text='Non' only %}"


@pytest.fixture(autouse=True)
def fragments(monkeypatch):
    """The fragments that a test renders: none at first."""
    monkeypatch.setattr(cached_fragments, "fragments", Fragments())
    return cached_fragments.fragments


def template(source):
    return engines["django"].from_string(source).template


def test_indentation_goes_but_for_the_space_that_parts_words():
    assert without_indentation("<p>\n    Un\n\n  deux </p>\n") == "<p>Un\ndeux </p>"


@pytest.mark.parametrize("yes", [True, False])
def test_lines_of_tags_alone_leave_the_space_that_parts_words(yes):
    source = (
        "{# Words. #}\na\n{% if yes %}\n  b\n{% else %}\n  c\n{% endif %}\n"
        "d{% if yes %}\ne{% endif %}"
    )
    context = {"yes": yes}
    squeezed = template(without_indentation(source)).render(Context(context))
    assert squeezed == ("a\nb\nd\ne" if yes else "a\nc\nd")


def test_spaces_that_are_read_stay():
    page = engines["django"].get_template("questionnaire/reports/tell.html").template
    assert "<textarea" in page.source
    assert "\n  " in page.source


def test_fragment_is_rendered_once_for_equal_values(fragments):
    line = template(LINE)
    assert line.render(Context({"lead": "Un"})) == line.render(Context({"lead": "Un"}))
    assert len(fragments.held) == 1
    assert "Deux" in line.render(Context({"lead": "Deux"}))
    with override("ar"):
        line.render(Context({"lead": "Deux"}))
    assert len(fragments.held) == 3


def test_fragment_is_what_an_include_shows():
    context = {"lead": "<Un>"}
    shown = template(LINE.replace("cached_include", "include")).render(Context(context))
    assert [template(LINE).render(Context(context)) for _ in range(2)] == [shown, shown]
    assert "&lt;Un&gt;" in shown


@pytest.mark.parametrize(
    "source",
    [
        "{% cached_include 'components/line.html' with lead=lead %}",
        "{% cached_include name with lead=lead only %}",
    ],
)
def test_what_may_show_more_than_its_values_is_refused(source):
    with pytest.raises(TemplateSyntaxError, match="only"):
        template(source)


def test_value_without_a_key_is_shown_each_time(fragments):
    shown = type("Words", (), {"__str__": lambda self: "Un"})()
    assert "Un" in template(LINE).render(Context({"lead": shown}))
    assert not fragments.held


@pytest.mark.parametrize("own", ["/fr/demarche/2bcdefgh/goal/", 'name="csrfmiddlewaretoken"'])
def test_fragment_with_the_address_of_a_run_or_a_token_is_not_held(fragments, own):
    assert [fragments.find("key", lambda: own) for _ in range(2)] == [own, own]
    assert not fragments.held


def test_fragment_of_one_run_is_that_of_another_with_its_own_addresses(fragments):
    back = template(BACK)
    for run in ("2bcdefgh", "3bcdefgh", "2bcdefgh"):
        there = f"/fr/demarche/{run}/verifier/"
        shown = back.render(context_of(run, {"there": there}))
        assert f'href="{there}"' in shown
    assert len(fragments.held) == 1
    assert "bcdefgh" not in repr(fragments.held)
    # Of another run than that of the page, nothing is held.
    back.render(context_of("4bcdefgh", {"there": "/fr/demarche/2bcdefgh/verifier/"}))
    back.render(Context({"there": "/fr/demarche/2bcdefgh/verifier/"}))
    assert len(fragments.held) == 1


def context_of(run, given):
    request = RequestFactory().get("/fr/")
    request.run = Run(run)
    return RequestContext(request, given)


def test_fragments_take_a_bounded_room():
    fragments = Fragments(most=10_000)
    for number in range(100):
        fragments.find(number, lambda: "x" * 1_000)
    assert 3 < len(fragments.held) < 10
    assert 99 in fragments.held
    fragments.find("long", lambda: "x" * 20_000)
    assert not fragments.held
    assert fragments.size == 0


def test_value_that_is_kept_is_its_own_key():
    contact = Contact("Un", identity=Identity())
    assert key_of(contact) == key_of(replace(contact, name="Un")) != key_of(Contact("Un"))
    assert key_of(contact) != key_of(replace(contact, identity=Identity()))


def test_text_that_is_safe_is_not_the_text_that_is_not():
    line = template(LINE)
    assert "<b>" in line.render(Context({"lead": mark_safe("<b>")}))
    assert "<b>" not in line.render(Context({"lead": "<b>"}))


def test_values_that_show_otherwise_have_other_keys():
    values = ["1", 1, True, None, "", ["1"], [["1"]], {"1": "1"}, mark_safe("1")]
    assert len({key_of(value) for value in values}) == len(values)


def test_value_that_is_not_plain_has_no_key():
    with pytest.raises(NotPlain):
        key_of(object())
