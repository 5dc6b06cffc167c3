"""« Envoyer à un traducteur » where no text is to send: the boxes that hold some are named."""

from html import unescape

import pytest

from procedures import models
from procedures.models import TranslationStatus
from procedures.translating.catalogue_texts import read_texts

pytestmark = pytest.mark.usefixtures("catalogue")
OUT = "/admin/traductions/envoyer/"


def translated(code):
    """Let a machine translate the words of the way of filing of a département."""
    row = models.Channel.objects.get(department__code=code)
    row.set_translation("instructions", "ar", "نص بالعربية", TranslationStatus.MACHINE)
    row.save()


def told(response):
    return " ".join(unescape(response.text).replace("\xa0", " ").split())


def test_where_nothing_is_to_send_the_other_boxes_are_named_with_their_numbers(client_of):
    translated("82")
    client = client_of("82")
    chosen = {"langue": "ar", "fichier": "xlsx", "etat": ["stale"], "partie": ["82"]}
    missing = len([one for one in read_texts() if one.part == "82"]) - 1
    assert (
        "Il n'y a aucun texte à envoyer avec ces choix. Cochez une autre case de « Textes » : "
        f"« à traduire » ({missing} textes), « automatiques » (1 texte)."
    ) in told(client.get(OUT, chosen))


def test_the_other_parts_that_hold_such_texts_are_named(client_of):
    translated("82")
    chosen = {"langue": "ar", "fichier": "xlsx", "etat": ["machine"], "partie": ["national"]}
    text = told(client_of("82").get(OUT, chosen))
    assert "D'autres parties en ont : 82 Département 82 (1 texte)." in text


def test_the_texts_of_others_are_not_counted(client_of):
    translated("34")
    chosen = {"langue": "ar", "fichier": "xlsx", "etat": ["machine"], "partie": ["82"]}
    text = told(client_of("82").get(OUT, chosen)).partition("avec ces choix.")[2]
    assert "D'autres parties" not in text
    assert "« automatiques » (" not in text
