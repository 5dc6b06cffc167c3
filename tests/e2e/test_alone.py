"""An answer that stands alone unticks the others, and they untick it: a comfort of a script."""

import pytest
from django.template.loader import render_to_string

from portal.settings import ROOT
from portal.static_files import joined
from tests.questionnaire.runs.test_forms import restricted_form


def script():
    """Return the script as production sends it: one file, with what it imports."""
    return joined("js/site.js", lambda path: (ROOT / "static" / path).read_text(encoding="utf-8"))


@pytest.fixture
def ticked(browser):
    """A function: what is ticked on the form of several choices after some are pressed in turn."""
    context = browser.new_context()

    def press(*values):
        cards = restricted_form("situations").cards()
        given = {"kind": "checkbox", "name": "reponse", "choices": cards, "question": "situations"}
        page = context.new_page()
        page.set_content(f"<form>{render_to_string('components/choice_list.html', given)}</form>")
        page.add_script_tag(content=script())
        for value in values:
            page.locator(f"input[value='{value}']").click(force=True)
        return [box.get_attribute("value") for box in page.locator("input:checked").all()]

    yield press
    context.close()


@pytest.mark.parametrize(
    ("pressed", "left"),
    [
        (["malade", "seul"], ["malade", "seul"]),
        (["malade", "seul", "aucune"], ["aucune"]),
        (["aucune", "malade"], ["malade"]),
        (["aucune", "malade", "malade"], []),
    ],
)
def test_what_stands_alone_unticks_the_others(ticked, pressed, left):
    assert ticked(*pressed) == left
