"""A list is kept as a link, and opened on another device, with or without a script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .qr import read_square
from .test_urgent import LETTER, press


def answered(page, language):
    """Answer a letter of the préfecture, which asks two questions, and pass the commune."""
    page.goto(f"/{language}/")
    press(page, LETTER)
    page.locator("input[value=refus_titre]").check(force=True)
    page.locator("main form:not(.ways) button[type=submit]").last.click()
    page.locator("main input[type=checkbox]").last.check(force=True)
    page.locator("main form:not(.ways) button[type=submit]").last.click()
    page.locator("main button[name=pass]").click()
    page.wait_for_url("**/resultat/")


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_list_is_opened_on_another_device(new_page, looks_right, language):
    page = new_page()
    answered(page, language)
    title = page.locator("h1").first.inner_text()
    page.locator("main a[href$='/garder/']").click()
    page.wait_for_url("**/garder/")
    looks_right(page)
    link = page.locator("[data-select]").input_value()

    other = new_page()
    asked = []
    other.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    other.goto(link)
    looks_right(other)
    # Neither the address, nor the history, nor the server has the answers before the press.
    code = link.partition("#")[2]
    assert other.url == link.partition("#")[0]
    assert not [one for one in asked if code in one]
    assert not other.locator("#code").is_visible()
    other.locator("[data-reopen] button").click()
    other.wait_for_url("**/resultat/")
    assert other.locator("h1").first.inner_text() == title


def pages_in_millimetres(page):
    """Return the width and the height of each page that would be printed."""
    printed = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [[round(float(points) / 72 * 25.4) for points in size] for size in sizes]


@pytest.mark.whole  # questionnaire/keeping/test_views.py, for what is on it.
def test_ticket_of_an_answer_is_printed_on_a_roll_and_opens_the_answer(new_page, looks_right):
    page = new_page(device_scale_factor=4)
    answered(page, "ar")
    title = page.locator("h1").first.inner_text()
    page.locator("main a[href$='/garder/']").click()
    page.wait_for_url("**/garder/")
    page.locator("main a[href$='/garder/ticket/']").click()
    page.wait_for_url("**/garder/ticket/")
    looks_right(page)
    assert pages_in_millimetres(page) == [[80, 140]]
    page.locator("a[href='?papier=feuille']").click()
    page.wait_for_url("**/?papier=feuille")
    looks_right(page)
    assert pages_in_millimetres(page) == [[210, 297]]
    page.locator("a[href='?papier=ticket']").click()
    page.wait_for_url("**/?papier=ticket")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(72 / 25.4 * 96), "height": 600})
    read = read_square(page.locator(".ticket .qr__image"))

    other = new_page()
    other.goto(read)
    other.locator("[data-reopen] button").click()
    other.wait_for_url("**/resultat/")
    assert other.locator("h1").first.inner_text() == title


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.whole)])
def test_picture_photographed_by_another_telephone_opens_the_list(new_page, scheme):
    page = new_page(color_scheme=scheme)
    answered(page, "fr")
    title = page.locator("h1").first.inner_text()
    page.locator("main a[href$='/garder/']").click()
    page.wait_for_url("**/garder/")
    read = read_square(page.locator(".qr__image"))
    assert read == page.locator("[data-select]").input_value()

    other = new_page(color_scheme=scheme)
    other.goto(read)
    other.locator("[data-reopen] button").click()
    other.wait_for_url("**/resultat/")
    assert other.locator("h1").first.inner_text() == title


SHARE = "navigator.share = async (sent) => { window.shared = sent; }"


@pytest.mark.parametrize("can_share", [True, pytest.param(False, marks=pytest.mark.whole)])
def test_link_is_sent_by_the_sheet_of_the_telephone_where_there_is_one(new_page, can_share):
    page = new_page()
    page.add_init_script(SHARE if can_share else "navigator.share = undefined")
    answered(page, "fr")
    page.locator("main a[href$='/garder/']").click()
    page.wait_for_url("**/garder/")
    page.wait_for_load_state()
    button = page.locator("[data-share]")
    assert button.is_visible() == can_share
    if can_share:
        button.click()
        assert page.evaluate("window.shared") == {
            "url": page.locator("[data-select]").input_value()
        }


def test_list_is_opened_without_a_script(new_page):
    page = new_page(javascript=False)
    answered(page, "fr")
    title = page.locator("h1").first.inner_text()
    page.locator("main a[href$='/garder/']").click()
    link = page.locator("[data-select]").input_value()
    other = new_page(javascript=False)
    other.goto(link)
    other.locator("#code").fill(link)
    other.locator("[data-reopen] button").click()
    other.wait_for_url("**/resultat/")
    assert other.locator("h1").first.inner_text() == title


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_list_is_opened_by_a_short_code_then_erased(new_page, looks_right, language):
    page = new_page()
    answered(page, language)
    title = page.locator("h1").first.inner_text()
    page.locator("main a[href$='/garder/']").click()
    page.locator("main form[action$='/code/'] button").click()
    code = page.locator(".short-code").inner_text()
    looks_right(page)
    assert code.replace("\xa0", "") not in page.url

    other = new_page(javascript=False)
    type_code(other, language, code.lower(), "button:not([name])")
    other.wait_for_url("**/resultat/")
    assert other.locator("h1").first.inner_text() == title

    third = new_page()
    type_code(third, language, code, "[name=erase]")
    expect(third.locator("[role=status]")).to_be_visible()
    type_code(third, language, code, "button:not([name])")
    expect(third.locator("[role=alert]")).to_be_visible()
    looks_right(third)


def type_code(page, language, code, button):
    page.goto(f"/{language}/code/")
    page.locator("#code").fill(code)
    page.locator(f"main form {button}").click()


@pytest.mark.parametrize(
    "name", ["liste.pdf", pytest.param("explications.pdf", marks=pytest.mark.whole)]
)
def test_list_is_taken_along_as_a_pdf(new_page, name):
    page = new_page()
    answered(page, "fr")
    with page.expect_download() as found:
        page.locator(f"main a[href$='/{name}']").click()
    assert found.value.suggested_filename == name
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF")
