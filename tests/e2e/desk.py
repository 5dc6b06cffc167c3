"""The desk for browser tests: its accounts, its screens, and what agents often do."""

import re
import time

from django.utils import timezone

ADMINISTRATION = "administration@guichet.example"
EDITOR = "redaction@guichet.example"
AGENT = "agent82@guichet.example"
AGENT_34 = "agent34@guichet.example"
PASSWORD = "demonstration-guichet"

DESKTOP = {"width": 1280, "height": 900}
# The first page, once it says what was published.
PUBLISHED = ".dashboard .messagelist"
WIDTH = "document.documentElement.scrollWidth"
PHONE = {"width": 360, "height": 740}

# A check runs every case and proves the rules, which takes long on a busy machine.
PATIENCE = 180_000
CASE = "etudiante_senegalaise_mariee_beziers_heberge_sans_passeport"


def log_in(page, account):
    page.goto("/admin/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", PASSWORD)
    page.locator("#connexion [type=submit]").click()
    page.wait_for_selector("#user-tools")


def save_and_stay(page):
    """Save the form of an entry by its second button, which is folded."""
    page.locator(".desk-more > summary").press("Enter")
    page.locator(".desk-more [name=_continue]").press("Enter")


def open_first(page):
    """Open the first entry of a list."""
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    page.wait_for_load_state()


def open_wave(desk, name):
    """Open a wave of the usagers' kit, today only; return its public address."""
    # The site's day: after midnight in Paris, a machine in UTC still names the day before.
    today = timezone.localdate().isoformat()
    desk.goto("/admin/enquetes-de-terrain/")
    desk.get_by_role("link", name="Préparer une enquête : Votre visite à la préfecture").click()
    desk.fill("#id_name", name)
    desk.fill("#id_opens_on", today)
    desk.fill("#id_closes_on", today)
    desk.locator("#content .submit-row button").first.click()
    desk.wait_for_selector(".messagelist .success")
    return re.sub(r"^https?://[^/]+", "", desk.input_value("#lien"))


def try_case(page, name=CASE):
    page.goto("/admin/essayer/")
    page.fill("#cas", name)
    page.locator(".tryout__open button").press("Enter")
    page.wait_for_selector(".tryout__procedure")


def wait_for_public(page, words, *, shown, language="fr"):
    """Wait, five seconds at most, until the préfecture's public page says something, or not."""
    deadline = time.monotonic() + 5
    while (words in page.request.get(f"/{language}/82/").text().lower()) != shown:
        assert time.monotonic() < deadline, f"« {words} »"
        time.sleep(0.1)


def open_made(page, address):
    """Open a page of the desk, and wait until it is made: one that takes longer opens by itself."""
    page.goto(address)
    page.wait_for_selector(".desk-wait", state="detached")
