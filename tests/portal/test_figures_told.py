"""The limits that docs/securite.fr.md tells are those of the code."""

from pathlib import Path

import pytest

from portal import settings
from portal.gate import LARGEST_BODY
from portal.short_waits import PUBLIC_SECONDS
from procedures.feedback.storage import MOST_OF_ALL
from procedures.inquiring.storage import MOST_OF_A_WAVE
from procedures.reception.counting import MOST_A_DAY
from procedures.translating.reading_beside import AT_ONCE
from questionnaire.inquiries.views import FillView
from questionnaire.keeping.short_codes import MOST_MISSES

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
        f"{MOST_MISSES} faux par heure",
        f"{MOST_OF_ALL:_}".replace("_", " "),
        f"attend {WORDS[PUBLIC_SECONDS]} secondes au plus",
        f"{WORDS[AT_ONCE]} à la fois au plus",
        f"{settings.IDLE_SECONDS // 60} minutes sans rien faire",
        f"codes de secours après {settings.ASKED_AGAIN_AFTER // 60} minutes",
    ],
)
def test_document_tells_the_limits_of_the_code(words):
    assert words in TOLD
