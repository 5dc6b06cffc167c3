"""The tasks of the first page, as one table: what an account may not do has no card."""

from dataclasses import dataclass

from django.urls import reverse

from procedures import models
from procedures.models import NATIONAL
from procedures.rights import rights_of

LOCAL = "local"
CHANGE, ADD = "change", "add"


@dataclass(frozen=True, slots=True)
class Card:
    """A task: the page where it begins, and what the account needs to be shown it.

    ``scope`` is ``LOCAL`` for what a département says, ``NATIONAL`` for the rest. An icon is the
    name of a drawing of ``icons.svg``. ``asked`` is what the address asks of the page.
    """

    title: str
    words: str
    icon: str
    address: str
    scope: str
    model: type
    action: str = CHANGE
    asked: str = ""


CARDS = (
    Card(
        "Fermer un jour",
        "Prévenir le public, sans attendre le reste",
        "calendar",
        "procedures_notice_add",
        LOCAL,
        models.Notice,
        ADD,
        "?closed=jour",
    ),
    Card(
        "Changer des horaires",
        "ou une adresse, un téléphone",
        "clock",
        "procedures_site_changelist",
        LOCAL,
        models.Site,
    ),
    Card(
        "Changer un lien",
        "ou la façon de déposer, de prendre rendez-vous",
        "external",
        "procedures_channel_changelist",
        LOCAL,
        models.Channel,
    ),
    Card(
        "Demander une pièce",
        "de plus, ou ne plus la demander",
        "document",
        "desk_asking",
        LOCAL,
        models.Override,
    ),
    Card(
        "Adapter une démarche",
        "une précision qui ne vaut que chez vous",
        "pencil",
        "procedures_override_add",
        LOCAL,
        models.Override,
        ADD,
    ),
    Card(
        "Dire qui peut aider",
        "associations, permanences",
        "people",
        "procedures_helper_changelist",
        LOCAL,
        models.Helper,
    ),
    Card(
        "Changer un montant à une date",
        "taxes et timbres",
        "euro",
        "procedures_fee_changelist",
        NATIONAL,
        models.Fee,
    ),
    Card(
        "Écrire une démarche",
        "page par page, ou en corriger une",
        "form",
        "desk_writing_start",
        NATIONAL,
        models.Procedure,
        ADD,
    ),
    Card(
        "Changer une pièce",
        "son nom, ce que c'est, comment l'obtenir",
        "document",
        "procedures_document_changelist",
        NATIONAL,
        models.Document,
    ),
    Card(
        "Changer une question",
        "ses réponses, les mots des gens",
        "question",
        "procedures_question_changelist",
        NATIONAL,
        models.Question,
    ),
    Card(
        "Suivre le droit",
        "les textes qui ont changé",
        "court",
        "desk_law",
        NATIONAL,
        models.Procedure,
    ),
    Card(
        "Traduire",
        "dans les autres langues",
        "language",
        "desk_translating",
        NATIONAL,
        models.Procedure,
    ),
)


def cards_of(request):
    """Return [(title of a group, its cards with their pages)] of the tasks of an account."""
    rights = rights_of(request)
    groups = {}
    for card in CARDS:
        parts = rights.parts_where(card.action, card.model)
        if _is_for(card, parts):
            address = reverse(f"admin:{card.address}") + card.asked
            groups.setdefault(card.scope, []).append((card, address))
    titles = {LOCAL: "Dans un département", NATIONAL: "Dans le contenu national"}
    if len(groups) == 1:
        return [("Que voulez-vous faire ?", cards) for cards in groups.values()]
    return [(titles[scope], cards) for scope, cards in groups.items()]


def _is_for(card, parts):
    if card.scope == NATIONAL:
        return NATIONAL in parts
    return any(part != NATIONAL for part in parts)
