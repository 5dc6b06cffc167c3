"""A change of channel of several procedures, and a copy, with and without JavaScript.

Nothing is saved: the tests never press the last button.
"""

import pytest

from .desk import ADMINISTRATION, DESKTOP, PHONE


def choose_the_channel_of_a_family(desk):
    desk.goto("/admin/canaux/changer/?departement=82&famille=etudes")
    desk.locator("[name=families][value=etudes]").check()
    desk.locator("[name=target]").select_option("nouveau")
    desk.locator("[name=kind]").select_option("counter")
    desk.locator("[name=instructions]").fill("Venez au guichet le matin.")
    desk.locator("[value=apercu]").click()
    desk.wait_for_selector("[value=appliquer]")


def choose_a_copy(desk):
    desk.goto("/admin/procedures/channel/")
    desk.locator("#result_list [name=_selected_action]").first.check()
    desk.locator("[name=action]").select_option("copy_elsewhere")
    desk.locator("button[name=index]").click()
    desk.wait_for_selector("[name=targets]")
    for box in desk.locator("[name=targets]").all():
        box.check()
    desk.locator("[value=apercu]").click()
    desk.wait_for_selector("[value=copier]")


@pytest.mark.whole  # procedures/admin/test_bulk_page.py, test_bulk_moving.py.
@pytest.mark.parametrize("scripts", [True, False])
def test_a_whole_family_is_seen_before_and_after_and_nothing_is_lost(new_page, scripts):
    desk = new_page(ADMINISTRATION, viewport=DESKTOP, javascript=scripts)
    choose_the_channel_of_a_family(desk)
    after = desk.locator("#content .desk-table tbody td:last-child").all_inner_texts()
    assert len(after) > 1
    assert set(after) == {"guichet"}
    desk.locator("[value=modifier]").click()
    desk.wait_for_selector("textarea[name=instructions]")
    assert desk.locator("[name=instructions]").input_value() == "Venez au guichet le matin."
    assert desk.locator("[name=families][value=etudes]").is_checked()
    desk.goto("/admin/procedures/channel/?q=guichet+le+matin")
    assert desk.locator("#result_list tbody tr").count() == 0


@pytest.mark.parametrize(
    "choose",
    [pytest.param(choose_the_channel_of_a_family, marks=pytest.mark.whole), choose_a_copy],
)
def test_what_is_seen_before_is_accessible_and_fits_a_phone(new_page, looks_right, choose):
    desk = new_page(ADMINISTRATION, viewport=PHONE)
    choose(desk)
    looks_right(desk, PHONE)
