"""A person's walk adds one to the right counts, and leaves no other trace."""

import sqlite3
import time
from collections import Counter

import pytest

from .desk import AGENT, DESKTOP
from .walk import Walk, case

# The commune is asked early, of whoever lives in France.
PEOPLE = [
    ("etudiante_marocaine_montpellier_renouvellement", "34", True),
    pytest.param("dz_epouse_de_chercheur", "34", False, marks=pytest.mark.whole),
]
BOARDS = ("completude", "usages", "visites")


def tables(site):
    """Every row of the site's database, by table."""
    with sqlite3.connect(f"file:{site.folder / 'site.sqlite3'}?mode=ro", uri=True) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        every = "SELECT * FROM "  # Names that our own migrations gave.
        return {
            name: sorted(database.execute(f'{every}"{name}"'), key=str)
            for (name,) in names.fetchall()
        }


def counters(rows):
    """{(kind, subject, place): number} over the months."""
    found = Counter()
    for _, kind, subject, place, number in rows:
        found[kind, subject, place] += number
    return found


def settled(site):
    """The tables once nothing is waiting to be written any more."""
    before = tables(site)
    while True:
        time.sleep(2.5)  # Two turns of the thread that writes.
        after = tables(site)
        if after["procedures_count"] == before["procedures_count"]:
            return after
        before = after


@pytest.mark.whole  # procedures/counting.
@pytest.mark.parametrize(("name", "department", "javascript"), PEOPLE)
def test_walk_counts_what_it_came_to_and_nothing_else(new_page, site, name, department, javascript):
    before = settled(site)
    person = case(name)
    walk = Walk(new_page(javascript=javascript), "fr", person["answers"])
    walk.start().answer_all().see_result()
    shown = walk.page.locator("[data-procedure]")
    procedures = {one.get_attribute("data-procedure") for one in shown.all()}
    assert set(person["expect"]["procedures"]) <= procedures
    walk.page.reload()
    walk.page.go_back()
    walk.page.go_forward()
    after = settled(site)
    added = counters(after.pop("procedures_count")) - counters(before.pop("procedures_count"))
    unknown = [key for key in walk.asked if person["answers"][key] is None]
    expected = {
        **{("answer", key, "fr"): 1 for key in walk.asked},
        **{("unknown", key, "fr"): 1 for key in unknown},
        **{("procedure", one, department): 1 for one in procedures},
        ("outcome", "procedure", department): 1,
        ("reader", "fr", ""): 1,
    }
    others = {one: number for one, number in added.items() if one[0] != "orientation"}
    assert others == expected
    assert {number for one, number in added.items() if one[0] == "orientation"} <= {1}
    for ids in (before, after):
        ids.pop("sqlite_sequence")  # The next number of a row.
    assert after == before


@pytest.mark.whole
def test_dashboards_fit_and_are_accessible(new_page, looks_right):
    page = new_page(AGENT)
    for address in (
        *(f"{board}/" for board in BOARDS),
        "completude/?langue=ar",
    ):
        page.goto(f"/admin/tableaux-de-bord/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        looks_right(page)


@pytest.mark.whole  # procedures/admin/dashboards.
def test_dashboards_hold_the_policy_and_lead_to_what_is_to_mend(new_page):
    page = new_page(AGENT, viewport=DESKTOP, javascript=False)
    for board in BOARDS:
        page.goto(f"/admin/tableaux-de-bord/{board}/")
        assert page.locator("h1").count() == 1
    page.goto("/admin/tableaux-de-bord/")
    page.locator("#carte ~ .board-scroll a").first.click()
    page.locator(".board-matrix td a").first.click()
    page.wait_for_url("**/admin/procedures/**")
