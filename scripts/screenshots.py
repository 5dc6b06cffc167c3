"""Takes pictures of the site, in screenshots/, to look at before proposing a change of look.

Each page is taken on a phone and on a desktop, in French and in Arabic, light and dark.
"""

import itertools
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.chromium import ARGUMENTS, HOW_TO_GET, find_chromium
from tests.e2e.site import Site

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
SCREENS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
LANGUAGES = ("fr", "ar")
THEMES = ("light", "dark")
# The style guide shows each kind of page of the questionnaire with sample data.
PAGES = {
    "langues": "/",
    "accueil": "/{language}/",
    "question": "/{language}/styleguide/question/",
    "erreur": "/{language}/styleguide/erreur/",
    "reponses": "/{language}/styleguide/reponses/",
    "resultat": "/{language}/styleguide/resultat/",
    "retard": "/{language}/styleguide/resultat-tardif/",
    "composants": "/{language}/styleguide/composants/",
    "demarches": "/{language}/demarches/",
    "fiche": "/{language}/demarches/etudiant-renouvellement/",
    "prefecture": "/{language}/34/",
    "donnees": "/{language}/donnees/",
    "avant": "/{language}/avant/rece/?departement=82",
    "introuvable": "/{language}/n-existe-pas/",
    "agents": "/admin/",
}


def main():
    path = find_chromium()
    if path is None:
        sys.exit(HOW_TO_GET)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder), debug=True)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            site.start()
            for screen, language, theme in itertools.product(SCREENS, LANGUAGES, THEMES):
                take(browser, site, screen=screen, language=language, theme=theme)
        finally:
            browser.close()
            site.stop()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.name}/")


def take(browser, site, *, screen, language, theme):
    context = browser.new_context(
        base_url=site.url, viewport=SCREENS[screen], color_scheme=theme, locale=language
    )
    page = context.new_page()
    for name, address in PAGES.items():
        page.goto(address.format(language=language))
        picture = FOLDER / f"{name}-{language}-{screen}-{theme}.png"
        page.screenshot(path=picture, full_page=True)
    context.close()


if __name__ == "__main__":
    main()
