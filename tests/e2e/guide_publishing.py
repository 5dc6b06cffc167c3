"""The guide's pictures of what is published: to confirm, at a date, read by a second person.

Taken by ``make guide`` only, as those of ``guide_pictures.py``.
"""

import pytest
from django.utils import timezone

from .desk import ADMINISTRATION, AGENT, DESKTOP, EDITOR, PATIENCE, log_in, open_first, open_made
from .guide import take
from .guide_pictures import LISTS
from .site import Site
from .test_tryout import choose, say_where_it_is_written

ADDED = "Votre courriel reste le même : gardez-le."
PLACE = ".publication__when"


@pytest.fixture
def adapted(new_page, site):
    """A page of the agent, who asks for photographs that nobody gives elsewhere."""
    page = new_page(AGENT, viewport=DESKTOP)
    page.goto(f"{LISTS}/override/add/")
    choose(page, page.locator(".field-procedure").first, "Déclarer votre nouvelle adresse")
    page.locator("#add_documents-group .add-row a").click()
    line = page.locator("#add_documents-group .desk-line:not(.empty-form)").last
    choose(page, line.locator(".field-document"), "Photos d'identité")
    say_where_it_is_written(page)
    page.locator("[name=_save]").first.click()
    page.wait_for_selector(".success")
    yield page
    code = "from procedures.models import Override as o; "
    site.manage("shell", "-c", f"{code}o.objects.filter(department__code='82').delete()")


def test_answers_are_confirmed_and_the_day_is_chosen(adapted):
    open_made(adapted, "/admin/publier/")
    take(adapted, "a-confirmer", around=adapted.locator("#a-confirmer"))
    adapted.locator("input[name=when][value=date]").check()
    adapted.fill("[name=day]", f"{timezone.localdate().year + 1}-01-01")
    take(adapted, "a-une-date", around=adapted.locator(PLACE))


@pytest.fixture
def read_twice(browser, tmp_path, monkeypatch):
    """A function: a page of a site where nobody publishes alone a national change."""
    monkeypatch.setenv("TWO_PERSON_REVIEW", "1")
    running, contexts = Site(tmp_path), []

    def open_page(account):
        context = browser.new_context(base_url=running.url, viewport=DESKTOP, locale="fr-FR")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        log_in(page, account)
        return page

    try:
        running.start()
        yield open_page
    finally:
        for context in contexts:
            context.close()
        running.stop()


def test_second_person_reads(read_twice):
    first = read_twice(EDITOR)
    first.goto(f"{LISTS}/procedure/?q=changement_adresse")
    open_first(first)
    summary = first.input_value("#id_summary_fr")
    first.fill("#id_summary_fr", f"{summary} {ADDED}")
    first.locator("[name=_save]").first.click()
    first.wait_for_selector("#result_list")
    open_made(first, "/admin/publier/?part=national")
    first.fill("[name=note]", "Le courriel ne change pas.")
    first.get_by_role("button", name="Demander la relecture").click()
    first.wait_for_selector(".success")
    second = read_twice(ADMINISTRATION)
    open_made(second, "/admin/publier/?part=national")
    take(second, "relecture", around=second.locator("#relecture"))
