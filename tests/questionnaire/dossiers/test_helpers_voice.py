"""The page of a dossier speaks to who helps: what the interface says of the person is of them."""

import re
from datetime import date
from html import unescape

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import timezone

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import DossierContent, new_dossier, save
from questionnaire.dossiers.sealing import cipher_of

TO_SOMEBODY = re.compile(r"\b(?:vous|votre|vos|mes|mon|ma|moi)\b", re.IGNORECASE)
READ_BY = "Plus bas : qui peut lire les papiers avec vous, gratuitement."
# To the helper, who reads the papers with somebody and has an account.
RIGHTLY = {
    "Mon compte",
    f"Plusieurs démarches sont possibles. {READ_BY}",
    f"Une démarche est possible. {READ_BY}",
    # The heading of the privacy page, with which sentences of the catalogue begin.
    "Vos droits",
}
STANCES = ("attendre", "en_retard", "deposer", "facultatif", "repondre", "appeler", "")


def plain(words):
    return unescape(words).replace("\xa0", " ").replace("\u202f", " ")


def said_to_somebody():
    """Return {text of the interface that says « vous »: what finds it on a page}."""
    with (settings.ROOT / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        entries = [one.id for one in read_po(file) if one.id]
    texts = {text for one in entries for text in ([one] if isinstance(one, str) else one)}
    return {
        text: re.compile(
            re.sub(r"%\\\(\w+\\\)s", r"[^\n]{1,90}", re.escape(plain(text))) + r"(?=\s)"
        )
        for text in texts - RIGHTLY
        if " " in text and TO_SOMEBODY.search(text)
    }


@pytest.fixture
def pages(rive, shipped, shipped_cases):
    """The pages of dossiers: for each stance of a card, of the first person who is told it."""
    client, cipher, today = (
        rive.clients["bilal"],
        cipher_of(rive.organisation),
        timezone.localdate(),
    )
    left, found = set(STANCES), []
    for case in shipped_cases:
        answers = {
            key: one.isoformat() if isinstance(one, date) else one
            for key, one in case["answers"].items()
        }
        content = DossierContent(answers=answers)
        answered = Answered(shipped, content, today)
        sheets = answered.result.sheets
        stance = sheets[0].verdict.stance if sheets else ""
        if stance not in left:
            continue
        left.remove(stance)
        dossier = new_dossier(rive.organisation, rive.member("bilal"))
        save(dossier, cipher, answered.card(f"A-{len(found)}", ""), content, edition=7)
        with using(shipped, number=7):
            page = client.get(f"/dossiers/dossier/{dossier.code}/").content.decode()
        inside = page.partition("<main")[2].partition("</main>")[0]
        found.append(plain(re.sub(r"\s*<[^>]+>\s*", "\n", inside)) + "\n")
    assert not left
    return found


def test_interface_says_no_vous_of_the_person(pages):
    texts = said_to_somebody()
    assert len(texts) > 200
    told = {text for page in pages for text, one in texts.items() if one.search(page)}
    assert not told
    assert any("Ce que la personne reçoit à la fin" in page for page in pages)
