"""Long lists of the desk are searched while one types; without a script they are plain lists."""

import pytest

from .desk import AGENT, EDITOR, PHONE

PROCEDURE = "Première carte de séjour « étudiant »"


def searched(page, field, words):
    """Type words in a list that is searched; return what it proposes."""
    field.locator(".select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    return page.locator(".select2-results__option[role=option]").all_inner_texts()


def test_a_procedure_is_found_by_its_words_in_any_order_without_accents(
    new_page, accessibility_problems
):
    page = new_page(AGENT, viewport=PHONE)
    page.goto("/admin/demander/")
    page.wait_for_selector(".asking .select2")
    assert page.get_by_role("combobox", name="Pour quelle démarche").count() == 1
    assert accessibility_problems(page) == []
    field = page.locator(".asking")
    assert searched(page, field, "etudiant PREMIERE") == [PROCEDURE]
    page.keyboard.press("Enter")
    assert page.locator("#demarche option:checked").inner_text() == PROCEDURE


@pytest.mark.whole  # procedures/admin/test_ranks.py; a procedure is found, above.
def test_a_rank_is_chosen_among_rivals_that_are_searched(new_page):
    page = new_page(EDITOR, viewport=PHONE)
    page.goto("/admin/procedures/procedure/?q=etudiant_renouvellement")
    page.locator("#result_list tbody th a").first.click()
    field = page.locator(".field-rank")
    field.locator(".select2").wait_for()
    assert "à sa place d'aujourd'hui : après" in field.locator(".select2-selection").inner_text()
    found = searched(page, field, "études premiere étudiant")
    # The words of its family count: the group that they stand in says them.
    after = f"après « {PROCEDURE} »"
    # The place before it, the place after it: each says both that it lies between.
    assert sum(one.startswith(after) for one in found) == 1
    assert sum(f"avant « {PROCEDURE} »" in one for one in found) == 1
    page.locator("[role=option]", has_text=after).click()
    assert page.input_value("#id_rank").startswith("apres-")


@pytest.mark.parametrize(
    "address",
    ["demander/", pytest.param("procedures/orientation/add/", marks=pytest.mark.whole)],
)
def test_it_is_a_plain_list_without_a_script(new_page, address):
    page = new_page(AGENT if address == "demander/" else EDITOR, viewport=PHONE, javascript=False)
    page.goto(f"/admin/{address}")
    listed = page.locator("select.desk-searched").first
    assert listed.locator("option").count() > 20
    assert listed.bounding_box()["width"] <= PHONE["width"]
