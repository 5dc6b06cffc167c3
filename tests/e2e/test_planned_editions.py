"""An agent plans an edition, closes a counter in between, then cancels, on pages alone."""

import pytest

from .desk import AGENT, PHONE, PUBLISHED, wait_for_public

PLANNED = "Nouveaux horaires en 2099."
CLOSURE = "Guichet fermé demain matin."


def write_notice(page, text, first, last, button, *, scripts=True):
    page.goto("/admin/procedures/notice/add/")
    page.fill("#id_text_fr", text)
    page.fill("#id_starts_on", first)
    page.fill("#id_ends_on", last)
    page.locator(f"[name={button}]").last.click()
    if not scripts:
        press_until(page, ".success")
    page.wait_for_selector(".success")


def plan(page, day):
    page.goto("/admin/publier/")
    page.locator("input[name=when][value=date]").check()
    page.fill("[name=day]", day)
    page.fill("[name=note]", "Pour 2099.")
    page.locator("button[value=publier]").click()
    page.wait_for_selector(PUBLISHED)


def follow(page, words):
    page.goto("/admin/procedures/edition/")
    page.locator("#result_list a", has_text=words).first.click()
    page.wait_for_selector(".publication__act")


def cancel(page):
    follow(page, "annuler")
    page.locator(".publication__act button").click()
    page.wait_for_selector(".success")


def tidy(site, page, *, scripts=True):
    """Put back in force what was before: a new edition made of the first one's parts.

    The site publishes it, and not a process of its own: the site has proved this content already.
    Without ``scripts``, the page on which one waits goes on when its button is pressed.
    """
    code = "from procedures.models import Notice as n; "
    code += f"n.objects.filter(text_fr__in={[PLANNED, CLOSURE]!r}).delete()"
    site.manage("shell", "-c", code)
    page.goto("/admin/publier/")
    page.locator("button[value=publier]").click()
    if not scripts:
        press_until(page, PUBLISHED)
    page.wait_for_selector(PUBLISHED)


def press_until(page, published):
    go_on = page.locator(".desk-wait button")
    found = page.locator(published).or_(go_on).first
    found.wait_for()
    while go_on.count():
        go_on.click()
        found.wait_for()


# admin/test_planned_editions.py does the same on pages that no browser draws; test_tryout.py
# publishes in a browser, and test_desk_pages.py looks at both pages.
@pytest.mark.whole
def test_planned_then_kept_through_a_closure_then_cancelled(new_page, site, looks_right):
    page = new_page(AGENT, viewport=PHONE)
    try:
        write_notice(page, PLANNED, "01/01/2099", "31/01/2099", "_save")
        plan(page, "2099-01-01")
        page.get_by_role("link", name="Voir ce qui est prévu").click()
        page.wait_for_selector(".publication__changes")
        assert PLANNED in page.locator(".publication__changes").first.inner_text()
        looks_right(page, PHONE)
        page.get_by_role("link", name="Toutes les éditions").click()
        page.wait_for_selector("#result_list")
        assert "prévue (1er janvier 2099)" in page.locator("#result_list").inner_text()
        looks_right(page, PHONE)
        page.goto("/admin/publier/")
        assert "prêt, rien à faire" in page.locator(".publication__planned").inner_text()
        looks_right(page, PHONE)
        write_notice(page, CLOSURE, "01/01/2020", "31/12/2098", "_publier")
        wait_for_public(page, CLOSURE.lower(), shown=True)
        page.goto("/admin/procedures/edition/")
        cancel(page)
        assert "annulée (1er janvier 2099)" in page.locator("#result_list").inner_text()
    finally:
        tidy(site, page)
    wait_for_public(page, CLOSURE.lower(), shown=False)


@pytest.mark.whole
def test_an_announcement_is_published_without_javascript(new_page, site):
    page = new_page(AGENT, viewport=PHONE, javascript=False)
    try:
        write_notice(page, CLOSURE, "01/01/2020", "31/12/2098", "_publier", scripts=False)
        wait_for_public(page, CLOSURE.lower(), shown=True)
    finally:
        tidy(site, page, scripts=False)
