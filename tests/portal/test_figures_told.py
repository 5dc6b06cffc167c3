"""The limits that docs/securite.fr.md tells are those of the code."""

import re
from pathlib import Path

import pytest

from portal import settings
from portal.gate import LARGEST_BODY
from portal.patience import PUBLIC_SECONDS
from procedures.feedback.storage import MOST_OF_ALL
from procedures.inquiring.storage import MOST_OF_A_WAVE
from procedures.reception.counting import MOST_A_DAY
from procedures.translating.reading import AT_ONCE
from questionnaire.inquiries import FillView
from questionnaire.keeping.short_codes import FEW_TRIES, MANY_MISSES, MOST_MISSES

TOLD = (Path(settings.ROOT) / "docs" / "securite.fr.md").read_text(encoding="utf-8")
WORDS = {2: "deux", 10: "dix"}


@pytest.mark.parametrize(
    "words",
    [
        f"{settings.API_PER_MINUTE} demandes par minute et par adresse",
        f"par adresse, {LARGEST_BODY // 1024} ko",
        f"{FillView.most_an_hour} envois par heure et par adresse",
        f"{MOST_OF_A_WAVE:_} par enquête".replace("_", " "),
        f"{MOST_A_DAY} par jour et par poste",
        f"après {MANY_MISSES} faux en une heure sur tout le site, {FEW_TRIES} par adresse",
        f"{MOST_MISSES:_} codes faux".replace("_", " "),
        f"{MOST_OF_ALL:_}".replace("_", " "),
        f"attend {WORDS[PUBLIC_SECONDS]} secondes au plus",
        f"{WORDS[AT_ONCE]} à la fois au plus",
        f"{settings.IDLE_SECONDS // 60} minutes sans rien faire",
        f"codes de secours après {settings.ASKED_AGAIN_AFTER // 60} minutes",
    ],
)
def test_document_tells_the_limits_of_the_code(words):
    assert words in TOLD


def test_each_line_of_the_list_of_owasp_names_a_test_or_says_why_none():
    lines = [line for line in TOLD.partition("OWASP ASVS 5.0")[2].splitlines() if "|" in line][2:]
    assert len(lines) > 50
    last = [line.removesuffix("|").rpartition("|")[2].strip() for line in lines]
    known = ("`tests/", "règle écrite", "par l'exploitant", "rien à essayer")
    assert [
        line for line, cell in zip(lines, last, strict=True) if not cell.startswith(known)
    ] == []
    named = re.findall(r"`(tests/\S+)`", TOLD)
    assert [one for one in named if not (Path(settings.ROOT) / one).exists()] == []
