"""« Essayer » and « Publier » in a browser: with the keyboard, without JavaScript, on a phone."""

import pytest

from .desk import ADMINISTRATION, AGENT, DESKTOP, PHONE, open_made, try_case, wait_for_public
from .guide import take


@pytest.mark.whole  # procedures/admin/test_tryout.py.
def test_case_is_tried_without_javascript(new_page):
    page = new_page(ADMINISTRATION, viewport=PHONE, javascript=False)
    try_case(page)
    assert page.url.endswith("/admin/essayer/#resultat")
    assert page.locator(".tryout__procedure h3 a").first.get_attribute("href").endswith("/change/")
    # One answer changed, by the keyboard: the result follows.
    page.select_option("#q-has_passport", "oui")
    page.locator(".tryout__send button").press("Enter")
    page.wait_for_selector(".tryout__procedure")
    assert page.input_value("#q-has_passport") == "oui"
    assert "Passeport" in " ".join(page.locator(".tryout__table").all_inner_texts())


@pytest.mark.whole  # procedures/admin/test_tryout.py draws them.
def test_pages_fit_and_are_accessible(new_page, looks_right):
    page = new_page(ADMINISTRATION)
    for address in ("essayer/", "publier/"):
        open_made(page, f"/admin/{address}")
        looks_right(page, DESKTOP)  # On a phone: test_desk_pages.py.
    try_case(page)
    looks_right(page)


@pytest.mark.whole
def test_draft_is_studied_before_it_is_published(new_page, site, accessibility_problems):
    page = new_page(ADMINISTRATION, viewport=DESKTOP)
    page.goto("/admin/procedures/notice/")
    page.goto("/admin/procedures/procedure/?q=etudiant_renouvellement")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector("#id_rank")
    rank = page.input_value("#id_rank")
    summary = page.input_value("#id_summary_fr")
    try:
        page.fill("#id_summary_fr", f"{summary} Un essai.")
        page.locator("input[name=_save]").first.click()
        page.wait_for_selector("#result_list")
        page.goto("/admin/publier/?part=national")
        assert "résumé" in page.locator(".publication__changes").first.inner_text()
        assert "par " in page.locator(".publication__change").first.inner_text()
        page.wait_for_selector("#cas")
        assert "Personne ne change de démarche" in page.locator("#effets").inner_text()
        assert accessibility_problems(page) == []
    finally:
        code = "from procedures.models import Procedure; "
        code += f"Procedure.objects.filter(rank={rank}).update(summary_fr={summary!r})"
        site.manage("shell", "-c", code)


def choose(page, field, words):
    """Choose in a list that is searched: the first that has these words."""
    field.locator(".select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def say_where_it_is_written(page):
    """Give the source of a paper, without which nothing is saved."""
    page.locator("summary", has_text="D'où vient cette information").first.click()
    page.fill("#id_source_reference", "Note du service du 3 novembre")
    page.fill("#id_source_checked_on", "04/11/2026")


@pytest.mark.whole  # procedures/admin/test_asking.py, test_tryout.py.
def test_agent_adds_a_document_here_tries_it_publishes_and_undoes(new_page, site):
    page = new_page(AGENT, viewport=DESKTOP)
    try:
        page.goto("/admin/procedures/override/add/")
        assert page.locator("#id_department option:checked").inner_text().startswith("82 ")
        choose(
            page, page.locator(".field-procedure").first, "Première carte de séjour « étudiant »"
        )
        page.locator("#add_documents-group .add-row a").click()
        line = page.locator("#add_documents-group .desk-line:not(.empty-form)").last
        choose(page, line.locator(".field-document"), "Dernière quittance de loyer")
        add_line(page, line, "Où logez-vous", "Je loue mon logement")
        line.get_by_text("Se lit").wait_for()
        line.get_by_text("Recherche de ce que cela change").wait_for(state="hidden")
        take(page, "condition", around=line.locator(".field-when"))
        say_where_it_is_written(page)
        page.locator("[name=_save]").first.click()
        page.wait_for_selector(".success")
        try_case(page, "etudiante_quebecoise_montauban_carte_a_solliciter")
        assert "quittance" in page.locator(".tryout__row--differs").inner_text().lower()
        take(page, "essayer", around=page.locator(".tryout__row--differs"), least=260)
        page.goto("/admin/publier/")
        page.wait_for_selector("#cas")
        assert "82" in page.locator("#effets").inner_text()
        take(page, "publier", around=page.locator("#effets"))
        page.fill("[name=note]", "Nous demandons la quittance.")
        page.locator(".submit-row button[value=publier]").click()
        page.wait_for_selector(".success")
        wait_for_public(page, "quittance", shown=True)
        page.goto("/admin/procedures/edition/")
        take(page, "editions", around=page.locator("#changelist"))
        page.locator("#result_list a", has_text="remettre en vigueur").first.click()
        page.locator("input[value='Remettre en vigueur']").click()
        page.wait_for_selector(".success")
        wait_for_public(page, "quittance", shown=False)
    finally:
        code = "from procedures.models import Override as o; "
        code += "o.objects.filter(department__code='82').delete()"
        site.manage("shell", "-c", code)


def add_line(page, line, question, answer):
    """Add a line to a condition: a question, and one of its answers."""
    line.get_by_role("button", name="Ajouter une ligne").press("Enter")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    line.get_by_label(answer).check()
