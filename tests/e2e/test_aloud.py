"""Pages are read aloud by a voice of the device itself, and by no other."""

import pytest
from playwright.sync_api import expect

VOICES = """
const spoken = (window.spoken = []);
const voices = %s;
class Utterance extends EventTarget {
  constructor(text) { super(); this.text = text; }
}
window.SpeechSynthesisUtterance = Utterance;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (one) => spoken.push([one.text, one.voice.name]),
  cancel: () => spoken.splice(0),
}});
"""
OWN = '[{name: "own", lang: "%s", localService: true}]'
FAR = '{name: "far", lang: "%s", localService: false}'
DISTANT = f'[{FAR}, {{name: "own", lang: "de", localService: true}}]'


def first_question(new_page, language, voices):
    page = new_page()
    page.add_init_script(VOICES % (voices % language))
    page.goto(f"/{language}/demarche/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("[data-send]")
    page.wait_for_load_state("load")
    return page


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_question_is_read_by_the_voice_of_the_device(new_page, looks_right, language):
    page = first_question(new_page, language, OWN)
    listen = page.locator("[data-listen]").first
    listen.click()
    expect(listen).to_have_attribute("aria-pressed", "true")
    spoken = page.evaluate("window.spoken")
    assert {voice for _text, voice in spoken} == {"own"}
    assert page.locator(".question__title").first.inner_text().strip() in [
        text.strip() for text, _voice in spoken
    ]
    looks_right(page)
    listen.click()
    assert page.evaluate("window.spoken") == []
    expect(listen).to_have_attribute("aria-pressed", "false")


def test_voice_of_somewhere_else_reads_nothing(new_page):
    asked = []
    page = first_question(new_page, "fr", DISTANT)
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("load")
    assert page.locator("[data-listen]").count() == 0
    assert not [one for one in asked if "aloud" in one]
