"""What the legal pages promise: how long things are kept, and what was tested."""

import re

import pytest
from django.conf import settings

from portal import limits, views
from procedures.counting.buffer import MONTHS_KEPT as COUNTS_KEPT
from procedures.feedback import MONTHS_KEPT as FEEDBACK_KEPT
from procedures.security import events
from questionnaire.dossiers import upkeep
from questionnaire.keeping.short_codes import DAYS
from questionnaire.runs.run import LIFETIME
from tests.e2e.desk import PHONE

pytestmark = pytest.mark.usefixtures("edition")

DAY = 24 * 60 * 60
KEPT = {
    "réponses": f"{LIFETIME // DAY} jours au plus",
    "code": f"{DAYS} jours",
    "message": f"{FEEDBACK_KEPT} mois, avec le mois seulement",
    "enquête": "sans nom, avec le jour",
    "dossier": f"{round(upkeep.KEPT.days / 30.5)} mois sans être ouvert",
    "nombres": f"{COUNTS_KEPT} mois",
    "journal": "un an pour le journal",
}


GUIDE = settings.ROOT / "docs" / "exploitation.fr.md"
# What must be run for a promise to be kept on the day, whoever visits.
ERASING = {"dossiers purge", "erase_ended_sessions", "erase_outdated_codes", "forget_feedback"}


def words_of(client, page):
    text = client.get(f"/fr/{page}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text.replace("\u00a0", " ")))


@pytest.mark.parametrize("kind", KEPT)
def test_the_legal_notice_says_how_long_each_thing_is_kept(client, kind):
    assert KEPT[kind] in words_of(client, "mentions-legales")


def test_the_privacy_page_says_what_is_kept_of_agents_and_of_addresses(client):
    text = words_of(client, "confidentialite")
    assert "Il est effacé après un an" in text
    assert 365 <= events.KEPT.days <= 366
    assert f"{settings.SESSION_COOKIE_AGE // 3600} heures au plus" in text
    assert "une heure au plus" in text
    assert limits.SECONDS <= 3600
    months = round(upkeep.KEPT.days / 30.5)
    assert f"garde aussi {months} mois la liste de qui a ouvert" in text


def test_the_accessibility_statement_has_the_parts_of_the_law_and_claims_no_more(client):
    text = words_of(client, "accessibilite")
    parts = (
        "Déclaration d’accessibilité",
        "État de conformité",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Technologies utilisées",
        "Pages testées",
        "Retour d’information et contact",
        "Voies de recours",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "« non conforme »" in text
    assert "totalement conforme" not in text
    assert "partiellement conforme" not in text
    assert "Aucune personne qui utilise un lecteur d’écran n’a essayé ce site" in text
    assert "26 novembre 2026" in text


def test_the_statement_names_the_checker_and_the_screens_of_the_tests():
    folder = settings.ROOT / "tests/e2e"
    checker = (folder / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")[:40]
    name, version = views.CHECKER.split()
    assert name.startswith("axe")
    assert f"axe v{version}\n" in checker
    looks = (folder / "test_looks.py").read_text(encoding="utf-8")
    screens = re.search(r"SCREENS = (\[.*\])\n", looks)[1].replace("PHONE", str(PHONE))
    assert tuple(int(one) for one in re.findall(r"width\D+(\d+)", screens)) == views.WIDTHS


def test_the_statement_names_who_publishes_if_it_is_known(client, settings):
    settings.PUBLISHER = {"name": "Association de test"}
    assert "Association de test s’engage" in words_of(client, "accessibilite")
    settings.PUBLISHER = {}
    assert "L’organisme qui publie ce site s’engage" in words_of(client, "accessibilite")


def test_the_guide_has_every_command_that_erases_run_at_its_time():
    at_a_time = r"^    (?:[\d*/]+ +){5}docker compose run --rm portal python manage.py (.+)$"
    planned = re.findall(at_a_time, GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(planned) >= ERASING
    commands = settings.ROOT.glob("*/management/commands/*.py")
    erase = {one.stem for one in commands if re.search(r'"[Ee]fface ', one.read_text())}
    assert erase == {one.partition(" ")[0] for one in ERASING}
