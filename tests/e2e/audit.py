"""``make audit``: every page by axe, by the checker of HTML, by Lighthouse, and by its weight.

It prints one table and fails on the first fault of any line. What Lighthouse and the checker need
is in tests/audit (npm, Java); the tests of ``make test`` do without them.
"""

import gzip
import json
import os
import subprocess
from dataclasses import dataclass, field

import pytest

from tests.languages import LANGUAGES

from .audited import PARTS_OF_A_RUN, PLACES, work_of_an_association
from .chromium import find_chromium
from .desk import AGENT, PHONE, WIDTH, open_wave
from .site import ROOT
from .test_looks import OPEN_ALL, PAGES, SCREENS, STUDENT, URGENT_WAYS
from .walk import Walk, case

TOOLS = ROOT / "tests" / "audit" / "node_modules"
LIGHTHOUSE = TOOLS / "lighthouse" / "cli" / "index.js"
CHECKER = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Of a hundred, on a phone as Lighthouse slows it.
LEAST_SCORE = 95
CATEGORIES = ("performance", "accessibility", "best-practices")
# What search engines may see; a run is nobody's but the person's.
SHEET = "demarches/etudiant-renouvellement/"
SEARCHED = ("home", SHEET)
# Safari tells no list where a style takes its marks away, unless its role says so.
LIST_ROLE = "The “list” role is unnecessary"
# In bytes, compressed, and in requests.
HOME, COLD, QUESTION, ANSWER, REQUESTS = 20_000, 32_000, 8_000, 10_000, 6
HEAVIEST = {"question": QUESTION, "answer": ANSWER}
# How axe sees a page: as it comes once, then with all that opens opened. The dark scheme changes
# colours alone, and a colour does not depend on the width: only these rules are asked, where a wide
# screen shows what a narrow one hides, and the other way round.
COLOURS = ("color-contrast", "link-in-text-block")
LOOKS = (
    (False, "light", PHONE),
    *((True, "light", screen) for screen in SCREENS),
    *((True, "dark", screen) for screen in (SCREENS[-1], SCREENS[0])),
)
# Each page waits half a second for what it may still ask: some do so at the same time.
AT_ONCE = 6


@dataclass
class Shown:
    """One page in one language: its address, the cookies that open it, and what it is made of.

    ``taps`` are the buttons that lead to it from its address, which others have too.
    """

    name: str
    url: str
    cookies: list = field(default_factory=list)
    html: str = ""
    taps: tuple = ()
    cells: dict = field(default_factory=dict)


@pytest.fixture(scope="session")
def table():
    """The rows of the table: what was shown, by name and language. Printed at the end."""
    rows = {}
    yield rows
    heads = sorted({head for shown in rows.values() for head in shown.cells}, key=str)
    print("\n\n| page | language | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 2) + "|")
    for (name, language), shown in rows.items():
        cells = " | ".join(str(shown.cells.get(head, "")) for head in heads)
        print(f"| {name} | {language} | {cells} |")


@pytest.fixture(scope="session")
def wave(browser, site, session_of):
    """The address of an inquiry, which an agent opens at the desk."""
    context = browser.new_context(base_url=site.url, storage_state=session_of(AGENT))
    address = open_wave(context.new_page(), "Contrôle des pages")
    context.close()
    return address


@pytest.fixture
def shown_in(new_page, table, site, wave):
    """A function: every kind of page in a language, opened once and kept for the other checks."""

    def open_all(language):
        if (PAGES[0] or "home", language) in table:
            return [shown for (_, one), shown in table.items() if one == language]
        page = new_page()
        for path in (*PAGES, *PLACES):
            page.goto(f"/{language}/{path}")
            keep(table, page, path or "home", language)
        page.goto(wave.replace("/fr/", f"/{language}/"))
        keep(table, page, "inquiry", language)
        plain = new_page(javascript=False)
        for place, taps in at_the_entrance(language):
            tap_all(plain, f"/{language}/accueil/34/", taps)
            keep(table, plain, place, language, taps)
        if language == "fr":  # Associations work in French.
            for place in work_of_an_association(site, new_page()):
                keep(table, place.page, place.name, language)
        walk = Walk(page, language, case(STUDENT)["answers"]).start()
        walk.answer_all(lambda one: keep(table, one, f"question: {walk.place}", language))
        keep(table, page, "review", language)
        walk.see_result()
        keep(table, page, "answer", language)
        answer = page.url
        for place in PARTS_OF_A_RUN:
            page.goto(answer.replace("/resultat/", f"/{place}/"))
            keep(table, page, place, language)
        for name, way in URGENT_WAYS.items():
            page.goto(f"/{language}/")
            page.locator(f"button[value='{way}']").first.click()
            page.wait_for_url("**/demarche/*/*/")
            keep(table, page, name, language)
        return [shown for (_, one), shown in table.items() if one == language]

    return open_all


def keep(table, page, name, language, taps=()):
    page.wait_for_load_state()
    html = page.content() if taps else page.request.get(page.url).text()
    table[name, language] = Shown(name, page.url, page.context.cookies(), html, tuple(taps))


def at_the_entrance(language):
    """Return [(name, buttons to tap)] of the pages of « mode accueil » behind its first one."""
    spoken = f".entrance-tap--language[lang={language}]"
    goal = "button[value='but:renouvellement']"
    family = "button[value='famille:renouvellement:etudes']"
    return [
        ("reception: goals", [spoken]),
        ("reception: procedures", [spoken, goal]),
        ("reception: ticket", [spoken, goal, family]),
    ]


def tap_all(page, address, taps):
    page.goto(address)
    for selector in taps:
        page.locator(selector).first.click()
        page.wait_for_load_state()
        page.locator(selector).first.wait_for(state="detached")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_overflows(
    new_page, shown_in, accessibility_problems, language
):
    # A colour that glides from one scheme to the other is neither of the two.
    page, found = new_page(reduced_motion="reduce"), []
    for shown in shown_in(language):
        page.emulate_media(color_scheme="light")
        open_with_cookies(page, shown)
        for is_opened, scheme, screen in LOOKS:
            if is_opened:
                page.evaluate(OPEN_ALL)
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(screen)
            problems = accessibility_problems(page, COLOURS if scheme == "dark" else None)
            if page.evaluate(WIDTH) > screen["width"]:
                problems.append("wider than the screen")
            look = f"{screen['width']} {scheme}{'' if is_opened else ' closed'}"
            shown.cells[f"axe, {look}"] = len(problems)
            found += [(shown.url, look, one) for one in problems]
    assert not found, "\n".join(map(str, found))


def open_with_cookies(page, shown):
    page.context.clear_cookies()
    page.context.add_cookies(shown.cookies)
    tap_all(page, shown.url, shown.taps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_weigh_little(new_page, shown_in, language):
    found = []
    # What is tapped to comes in the place of another page, which asked for all the rest.
    asked = [shown for shown in shown_in(language) if not shown.taps]
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        for shown, (own, whole, requests) in zip(some, weigh(new_page, some), strict=True):
            shown.cells["kB"] = round(own / 1000, 1)
            shown.cells["cold kB"] = round(whole / 1000, 1)
            shown.cells["requests"] = requests
            kind = shown.name.partition(":")[0]
            most = HEAVIEST.get(kind, COLD)
            # The answer is held to its weight in French: the others carry the French beside.
            if own > most and not (kind == "answer" and language != "fr"):
                found.append((shown.url, own, most))
            if whole > (HOME if kind == "home" else COLD) or requests > REQUESTS:
                found.append((shown.url, whole, requests))
    assert not found, "\n".join(map(str, found))


def weigh(new_page, some):
    """Yield the bytes of each page, of it with all that it asks for first, and its requests."""
    opened = []
    for shown in some:
        page = new_page()
        answers = answers_to(page)
        page.context.add_cookies(shown.cookies)
        page.goto(shown.url, wait_until="commit")
        opened.append((shown, page, answers))
    for shown, page, answers in opened:
        page.wait_for_load_state("networkidle")
        sizes = [len(gzip.compress(answer.body())) for answer in answers if answer.ok]
        own = len(gzip.compress(shown.html.encode()))
        yield own, sum(sizes), len(answers)
        page.context.close()


def answers_to(page):
    """Return a list that grows with each answer that a page gets."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    return answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checker_of_html_finds_nothing(shown_in, tmp_path, language):
    files = {}
    for number, shown in enumerate(shown_in(language)):
        path = tmp_path / f"{number}.html"
        path.write_text(shown.html, encoding="utf-8")
        files[f"file:{path}"] = shown
        shown.cells["html"] = 0
    command = [
        "java",
        "-jar",
        CHECKER,
        "--format",
        "json",
        "--exit-zero-always",
        *tmp_path.iterdir(),
    ]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    found = []
    for message in said["messages"]:
        if message["message"].startswith(LIST_ROLE):
            continue
        shown = files[message["url"]]
        shown.cells["html"] += 1
        extract = message.get("extract", "").strip()
        found.append((shown.url, message["type"], message["message"], extract))
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_lighthouse_is_satisfied(shown_in, tmp_path, language):
    chosen = {shown.name: shown for shown in shown_in(language)}
    questions = [name for name in chosen if name.startswith("question")]
    names = ["home", SHEET, questions[len(questions) // 2], "answer"]
    found = []
    for name in names:
        shown = chosen[name]
        wanted = (*CATEGORIES, "seo") if name in SEARCHED else CATEGORIES
        for category, score in best_scores(shown, tmp_path, wanted).items():
            shown.cells[f"lighthouse {category}"] = score
            if score < LEAST_SCORE:
                found.append((shown.url, category, score))
    assert not found, "\n".join(map(str, found))


def best_scores(shown, folder, categories):
    """Return the best scores of a page in three tries: a busy machine slows what it measures."""
    best = dict.fromkeys(categories, 0)
    for _ in range(3):
        given = scores(shown, folder, categories)
        best = {name: max(score, given.get(name, 0)) for name, score in best.items()}
        if min(best.values()) >= LEAST_SCORE:
            break
    return best


def scores(shown, folder, categories):
    """Return what Lighthouse gives a page, of a hundred, by category; nothing if it broke off.

    On a busy machine it misses the first moment of a page, and asks to be run again.
    """
    headers, report = folder / "headers.json", folder / "report.json"
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in shown.cookies)
    headers.write_text(json.dumps({"Cookie": cookies}), encoding="utf-8")
    command = [
        *("node", LIGHTHOUSE, shown.url, "--quiet", "--output=json", f"--output-path={report}"),
        f"--only-categories={','.join(categories)}",
        f"--extra-headers={headers}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": find_chromium(), "NO_UPDATE_NOTIFIER": "1"}
    if subprocess.run(command, env=environment, check=False, timeout=300).returncode:
        return {}
    given = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(given[name]["score"] * 100) for name in given}
