"""A real site and a real Chromium for the browser tests."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from .chromium import ARGUMENTS, HOW_TO_GET, find_chromium
from .site import Site

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 740}


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
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, site):
    """Open a page: ``new_page(javascript=False, viewport=…)``; problems fail the test."""
    contexts, problems = [], []

    def open_page(*, javascript=True, viewport=PHONE, **options):
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport=viewport,
            locale="fr-FR",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
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
        if not request.url.startswith((site.url, "data:", "blob:", "about:")):
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
    """A function: what axe-core finds wrong on a page (which needs JavaScript)."""

    def find(page):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {violation['help']} — {node['html'][:120]}"
            for violation in report["violations"]
            for node in violation["nodes"]
        ]

    return find
