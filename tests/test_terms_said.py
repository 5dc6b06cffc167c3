"""How long things are kept, as pages and guides say it: the number is that of the code."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from procedures import feedback
from procedures.counting import buffer as counts
from procedures.watching import link_run
from questionnaire.dossiers import invitations, upkeep
from questionnaire.keeping import short_codes

ROOT = Path(__file__).resolve().parent.parent
PRIVACY, LEGAL = "templates/portal/privacy.html", "templates/portal/legal_notice.html"
GUIDE = "docs/guide-agent"
NO_BREAK = "\N{NO-BREAK SPACE}"
YEAR = timedelta(days=365)
IN_WORDS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
# (what the code keeps, the sentence with that number, the files that say it)
SAID = [
    (
        feedback.MONTHS_KEPT,
        "effacé après {} mois",
        (
            PRIVACY,
            "templates/admin/feedback/page.html",
            "templates/questionnaire/reports/tell.html",
        ),
    ),
    (feedback.MONTHS_KEPT, "{} mois, avec le mois seulement", (LEGAL,)),
    (
        feedback.MONTHS_KEPT,
        "de plus de {} mois",
        ("procedures/management/commands/forget_feedback.py",),
    ),
    (feedback.MONTHS_KEPT, "effacé après {} mois", (f"{GUIDE}/les-retours-du-terrain.md",)),
    (
        12 * upkeep.KEPT // YEAR,
        "effacé après {} mois",
        (
            *(PRIVACY, LEGAL, "docs/guide-association.fr.md", "questionnaire/dossiers/acts.py"),
            *(f"templates/questionnaire/dossiers/{one}.html" for one in ("save", "suspended")),
        ),
    ),
    (12 * upkeep.KEPT // YEAR, "effacés après {} mois", ("templates/admin/associations/one.html",)),
    (upkeep.NOTICE.days, "l'annoncent {} jours avant", ("docs/guide-association.fr.md",)),
    (counts.MONTHS_KEPT, "rien d’une personne : {} mois", (LEGAL,)),
    (short_codes.DAYS, "chiffrée, {} jours", (LEGAL,)),
    (short_codes.DAYS, "{} jours", ("docs/securite.fr.md", "docs/exploitation.fr.md")),
    (
        IN_WORDS[timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days],
        "une fois, pendant {} jours",
        ("docs/exploitation.fr.md",),
    ),
    (
        IN_WORDS[timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days],
        "une seule fois, pendant {} jours",
        (
            *("templates/admin/people/invitation.html", "templates/account/invitation.html"),
            f"{GUIDE}/donner-un-acces.md",
        ),
    ),
    (invitations.LIFETIME.days, "une fois, pendant {} jours", ("docs/guide-association.fr.md",)),
    (
        IN_WORDS[link_run.FAILURES_OF_THE_DEAD],
        "{} contrôles de suite",
        ("procedures/admin/watching/statements_page.py", f"{GUIDE}/les-liens-morts.md"),
    ),
]


@pytest.mark.parametrize(
    ("said", "files"), [(sentence.format(number), files) for number, sentence, files in SAID]
)
def test_the_words_hold_the_number_of_the_code(said, files):
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in files}
    lacking = [name for name, text in texts.items() if said not in text.replace(NO_BREAK, " ")]
    assert lacking == [], said
