"""A form of the desk that waits for its answer says so, and is not sent twice."""

import pytest
from playwright.sync_api import expect

from .desk import DESKTOP, EDITOR, PHONE

BUSY = ".desk-busy"
SAVE = "[name=_continue]"
HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture
def page(new_page):
    """The page of a document, with something typed."""
    page = new_page(EDITOR, viewport=DESKTOP)
    page.set_default_timeout(15_000)
    page.goto("/admin/procedures/document/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    page.wait_for_load_state()
    return page


@pytest.fixture
def held(page):
    """The forms that were sent, which nobody answers."""
    held = []

    def hold(route):
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/change/**", hold)
    return held


# Playwright waits for the answer that does not come: the page itself presses, and tells what it is.
TOLD = """async (steps) => {
    const told = [];
    const step = {
        press: (selector) => document.querySelector(selector).click(),
        wait: (ms) => new Promise((done) => setTimeout(done, ms)),
        kept: () => dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true})),
        key: (key) => document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true})),
        tell: () => told.push([
            document.querySelector(".desk-busy").textContent,
            document.querySelectorAll("form[aria-busy=true]").length,
            document.querySelectorAll(".submit-row [aria-disabled=true]").length > 0,
        ]),
    };
    for (const [name, value] of steps) await step[name](value);
    return told;
}"""
FREE = ["", 0, False]


def test_a_form_that_is_not_answered_says_so_and_is_sent_once(page, held):
    expect(page.locator(BUSY)).to_have_attribute("aria-live", "polite")
    words = page.locator(SAVE).first.evaluate("one => one.value || one.textContent.trim()")
    busy = [f"«\N{NO-BREAK SPACE}{words}\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: en cours…", 1, True]
    pressed = [("press", SAVE), ("wait", 700), ("tell", None)]
    again = [("press", SAVE), ("press", "[name=_save]"), ("wait", 200)]
    told = page.evaluate(TOLD, [("tell", None), *pressed, *again, ("tell", None)])
    assert told == [FREE, busy, busy]
    assert len(held) == 1


@pytest.mark.parametrize("back", [("kept", None), ("key", "Escape")])
def test_who_comes_back_to_the_page_may_press_again(page, held, back):
    pressed = [("press", SAVE), ("wait", 700), ("tell", None)]
    told = page.evaluate(TOLD, [*pressed, back, ("tell", None), *pressed])
    assert [one[1] for one in told] == [1, 0, 1]
    assert told[1] == FREE
    assert len(held) == 2


def test_an_answer_that_never_comes_lets_one_press_again(page, held):
    page.add_init_script(
        "{ const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms / 20); }"
    )
    page.reload()
    waited = [("wait", 31_000), ("tell", None)]
    told = page.evaluate(TOLD, [("press", SAVE), *waited, ("press", SAVE), ("wait", 1000)])
    assert told == [["Pas encore de réponse. Vous pouvez essayer de nouveau.", 0, False]]
    assert len(held) == 2


def test_a_form_that_answers_with_a_file_is_not_held(page):
    page.goto("/admin/")
    page.evaluate(
        """() => {
            document.querySelector("#content").insertAdjacentHTML("beforeend",
                '<form data-file action="/admin/" id="essai"><button>Ouvrir</button></form>');
            document.addEventListener("submit", (event) => {
                window.stopped = event.defaultPrevented;
                event.preventDefault();
            });
        }"""
    )
    for _ in range(2):
        page.locator("#essai button").click()
        assert page.evaluate("window.stopped") is False
    page.wait_for_timeout(700)
    expect(page.locator(BUSY)).to_be_empty()


def test_one_button_saves_in_sight_and_on_a_phone_below_the_form(page):
    expect(page.locator(".submit-row [type=submit]:visible")).to_have_count(1)
    save = page.locator("[name=_save]:visible")
    assert save.bounding_box()["y"] < DESKTOP["height"] < page.evaluate(HEIGHT)
    page.locator(".desk-more > summary").press("Enter")
    expect(page.locator(".submit-row [type=submit]:visible")).to_have_count(3)
    page.set_viewport_size(PHONE)
    assert save.bounding_box()["y"] > PHONE["height"]
