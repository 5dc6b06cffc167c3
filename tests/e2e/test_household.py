"""Three people of one household, followed by an association on a telephone and on a computer."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .test_changed_dossiers import answer_again
from .test_dossiers import HERE, consult, found, join, save

SCREENS = (360, 1280)
PICTURES = os.environ.get("PICTURES", "")


def test_household_is_followed_side_by_side(site, new_page, looks_right):
    page = new_page()

    def seen(name):
        looks_right(page)
        for width in SCREENS if PICTURES else ():
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)

    join(page, found(site, "Le Foyer", "dina@exemple.org"), "Dina", "dina@exemple.org")
    consult(page).answer_all()
    save(page, "F-1")
    for reference in ("F-2", "F-3"):
        page.get_by_role("link", name="une autre personne du foyer").click()
        boxes = page.locator("[name=shared]")
        assert boxes.count() > 3
        assert not any(one.is_checked() for one in boxes.all())
        for key in ("residence", "commune", "nationality"):
            page.locator(f"[name=shared][value={key}]").check()
        page.get_by_role("button", name="Commencer").click()
        page.wait_for_url("**/verifier/")
        answer_again(page, HERE)
        seen("verifier") if reference == "F-2" else None
        save(page, reference)
    today = datetime.now(tz=UTC).date()
    page.fill("#id_filed_on", (today - timedelta(10)).isoformat())
    page.fill("#id_receipt_until", (today + timedelta(80)).isoformat())
    page.fill("#id_meeting_on", (today + timedelta(5)).isoformat())
    page.get_by_role("button", name="Enregistrer les papiers, le suivi").click()
    page.wait_for_selector("[role=status]:has-text('Enregistré.')")
    seen("dossier")
    page.locator("a[href$='/famille/']").first.click()
    assert page.locator("tbody tr").count() == 3
    assert "rendez-vous le" in page.locator("tbody").inner_text()
    seen("family")
    page.goto("/dossiers/semaine/")
    assert "F-3" in page.locator("main").inner_text()
    seen("week")
    page.goto("/dossiers/")
    seen("list")
    page.goto("/dossiers/association/activite/")
    seen("report")
