"""Pictures of the pages in each size, language and colour scheme, to be looked at by a person.

Without --base it starts a development server of its own, whose style guide shows every component.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = [
    "composants",
    "accueil",
    "question",
    "erreur",
    "date",
    "nombre",
    "recherche",
    "reponses",
    "effacer",
    "resultat",
    "resultat-tardif",
    "introuvable",
    "panne",
]
LEGAL = ["mentions-legales/", "confidentialite/", "accessibilite/"]
PAGES = ["", *LEGAL, *[f"styleguide/{name}/" for name in SAMPLES]]
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES, help="paths after the language")
    parser.add_argument("--base", help="address of a running site, such as http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--languages", nargs="+", default=["fr", "ar"])
    parser.add_argument("--sizes", nargs="+", default=list(SIZES), choices=SIZES)
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    parser.add_argument("--pdf", action="store_true", help="also print each page to PDF")
    return parser.parse_args()


def wait_for(address, seconds=30):
    for _ in range(seconds * 5):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"No answer from {address} in {seconds} s.")


@contextmanager
def server():
    """A development server on a free port, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        env={**os.environ, "DEBUG": "1"},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def picture_name(path, *parts):
    return "-".join([path.strip("/").replace("/", "-") or "home", *parts])


def take(browser, base, choices):
    """One picture a page, language, size and scheme; says which page is wider than its screen."""
    for size, scheme in product(choices.sizes, choices.schemes):
        width, height = SIZES[size]
        page = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR"
        )
        for language, path in product(choices.languages, choices.pages):
            page.goto(f"{base}/{language}/{path}")
            name = picture_name(path, language, size, scheme)
            page.screenshot(path=choices.out / f"{name}.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                print(f"{name}: {wide} px too wide")
            if choices.pdf and (size, scheme) == (choices.sizes[0], choices.schemes[0]):
                pdf = choices.out / f"{picture_name(path, language)}.pdf"
                page.pdf(path=pdf, prefer_css_page_size=True)
        page.close()


def main():
    choices = options()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("No Chromium found. On Debian: apt-get install chromium fonts-noto-core")
    choices.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        if choices.base:
            take(browser, choices.base.rstrip("/"), choices)
        else:
            with server() as base:
                take(browser, base, choices)
        browser.close()
    print(f"Pictures in {choices.out}")


if __name__ == "__main__":
    main()
