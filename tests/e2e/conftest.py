"""A real site and a real Chromium for the browser tests."""

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from questionnaire.runs.views import ELSEWHERE
from tests.procedures.engine.examples import SHARE

from .chromium import ARGUMENTS, HOW_TO_GET, find_chromium
from .desk import AGENT, DESKTOP, PATIENCE, PHONE, WIDTH, log_in
from .hands import Keyboard, Touch, hands_on
from .site import Site
from .tapping import POST_PAGE
from .walk import Walk

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
# Of what the pages load, only sounds and films are looked at: to look into styles that import
# others, axe writes styles of its own, which the policy refuses (no rule that is on needs it).
RUN = """rules => axe.run(document, {
    resultTypes: ['violations'], preload: {assets: ['media']}, ...(rules && {runOnly: rules}),
})"""


# Five seconds, as it comes, are not enough beside other kinds of tests on two cores.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site with the shipped catalogue published; ``site.url``, ``site.manage(…)``."""
    running = Site(tmp_path_factory.mktemp("site"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser():
    path = find_chromium()
    if path is None:
        pytest.skip(HOW_TO_GET)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=list(ARGUMENTS), timeout=PATIENCE
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def session_of(browser, site):
    """A function: the cookies of an account, which logs in once for all the tests."""
    kept = {}

    def find(account):
        if account not in kept:
            context = browser.new_context(base_url=site.url)
            context.set_default_timeout(PATIENCE)
            log_in(context.new_page(), account)
            kept[account] = context.storage_state()
            context.close()
        return kept[account]

    return find


@pytest.fixture(scope="session")
def answers_of(browser, site):
    """A function: the cookies and the address of an answer, walked to once for all the tests."""
    kept = {}

    def find(language, answers):
        key = language, repr(answers)
        if key not in kept:
            context = browser.new_context(base_url=site.url)
            context.set_default_timeout(PATIENCE)
            walk = Walk(context.new_page(), language, answers).start().answer_all().see_result()
            kept[key] = context.storage_state(), walk.page.url
            context.close()
        return kept[key]

    return find


@pytest.fixture
def answered(new_page, answers_of):
    """Open the answer of somebody: ``answered("fr", their answers)``, then as ``new_page``.

    The answers are in a cookie, so that each page has its own: what one erases, others keep.
    """

    def open_answer(language, answers, **options):
        cookies, address = answers_of(language, answers)
        page = new_page(storage_state=cookies, **options)
        page.goto(address)
        return page

    return open_answer


@pytest.fixture
def new_page(browser, site, session_of):
    """Open a page: ``new_page(account, javascript=False, viewport=…)``; problems fail the test."""
    contexts, problems = [], []

    def open_page(account=None, *, javascript=True, viewport=PHONE, **options):
        if account:
            options["storage_state"] = session_of(account)
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport=viewport,
            locale="fr-FR",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watch(page, site, problems)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page):
    """A page as wide as a small phone, with JavaScript."""
    return new_page()


def watch(page, site, problems):
    """No page may break the security policy, fail in its scripts, or ask anybody else."""

    def on_console(message):
        if message.type == "error" and "Content Security Policy" in message.text:
            problems.append(f"{page.url}: {message.text}")

    def on_request(request):
        own = request.url.startswith((site.url, "data:", "blob:", "about:"))
        # The quick exit leads to the weather: the person goes there, no page asks for it by itself.
        if not own and not (request.is_navigation_request() and request.url == ELSEWHERE):
            problems.append(f"{page.url} asks {request.url}")

    def on_response(response):
        if response.status >= 500:
            problems.append(f"{response.url}: {response.status}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)


@pytest.fixture
def accessibility_problems():
    """A function: what axe-core finds wrong on a page (which needs JavaScript), by some rules."""

    def find(page, rules=None):
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        return [
            f"{violation['id']}: {violation['help']} — {node['html'][:120]}"
            for violation in page.evaluate(RUN, rules)["violations"]
            for node in violation["nodes"]
        ]

    return find


@pytest.fixture
def looks_right(accessibility_problems):
    """A function: a page is accessible, and no wider than a phone's screen or a desk's.

    The short run asks axe on the first screen only: it takes ten times as long as the width.
    """

    def check(page, *screens):
        for place, screen in enumerate(screens or (PHONE, DESKTOP)):
            page.set_viewport_size(screen)
            if place == 0 or SHARE == 1:
                assert accessibility_problems(page) == [], page.url
            assert page.evaluate(WIDTH) <= screen["width"], page.url

    return check


@pytest.fixture
def fewer(looks_right):
    """A function: one page in four of those that look alike, in the short run."""
    return lambda pages: pages if SHARE == 1 else pages[::4]


# The short run does by keyboard what a screen of a phone shows to axe in the whole one.
@pytest.fixture(params=[Keyboard, pytest.param(Touch, marks=pytest.mark.whole)])
def hands(request, new_page, accessibility_problems):
    """A function: the hands of an account on the first page of the desk, by keyboard, by touch."""
    return lambda account: hands_on(request.param, account, new_page, accessibility_problems)


@pytest.fixture
def put_back(site):
    """A function: the code that puts a row back as it was, run at the end."""
    codes = []
    yield codes.append
    for code in codes:
        site.manage("shell", "-c", f"from procedures.models import *; {code}")


@pytest.fixture(scope="module")
def opened(site, browser, session_of):
    """A function: the secret address of a post, which an agent of the 82 opens on the desk."""

    def open_one(name, *, self_service):
        context = browser.new_context(base_url=site.url, storage_state=session_of(AGENT))
        page = context.new_page()
        page.goto(POST_PAGE)
        page.get_by_label("Nom du poste").fill(name)
        if self_service:
            page.get_by_label("Borne en libre service").press("Space")
        page.get_by_role("button", name="Ouvrir ce poste").press("Enter")
        address = page.get_by_label("Adresse secrète").input_value()
        context.close()
        return address

    return open_one
