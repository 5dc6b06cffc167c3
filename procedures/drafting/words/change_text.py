"""The differences of a change in words, and the one line that says its effect."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models as db

from procedures import models
from procedures.exchange.columns import AnyField

NOTHING = "rien"
RULES, INTERNAL = "rules", "internal"
# What each kind of value changes for the public, when nothing else changes.
EFFECTS = {
    "address": "l'adresse affichée change",
    "hours": "les horaires affichés changent",
    "phone": "le contact affiché change",
    "link": "le lien affiché change",
    "price": "le montant affiché change",
    "text": "le texte affiché change",
    "shown": "les jours ou le choix des pages où elle s'affiche changent",
    "source": "la source change",
}
HIDDEN = "Le public ne voit pas ce changement."
SAME_ANSWERS = "Aucune démarche ni pièce ne change"
PERHAPS_OTHERS = "Des personnes peuvent recevoir une autre réponse"
OTHER_ANSWERS = f"{PERHAPS_OTHERS} : lisez « Ce que cela change pour les personnes »."
UNSEEN_SECTIONS = ("cases", "invariants")
ABOUT_SOURCES = ("confidence", "recheck_after", "owner")
ABOUT_PAPERS = ("validity", "original", "translation", "icon")


@dataclass(frozen=True, slots=True)
class Difference:
    """A value with its words before and after.

    ``same`` marks one that stays, shown beside the others. ``about`` is a key of ``EFFECTS``, or
    ``RULES`` for what decides who gets which answer. ``whole`` is one that is read as a whole: no
    words of it are marked apart. ``gone`` names the line of a list that goes, with all its values.
    """

    label: str
    before: str
    after: str
    same: bool = False
    about: str = "text"
    whole: bool = False
    gone: str = ""

    @property
    def lost(self) -> str:
        """The name of what is removed, or an empty string: a line, or a value alone."""
        emptied = self.after == NOTHING != self.before and self.about != "source"
        return self.gone or (self.label if emptied else "")


def about(field: AnyField, *, translated: bool) -> str:
    """Return what of the public's page a column changes: a key of ``EFFECTS``, or ``RULES``."""
    name = field.name
    if "source" in name or name.removeprefix("prefecture_") in ABOUT_SOURCES:
        return "source"
    for part in ("address", "hours", "phone", "email"):
        if part in name:
            return "phone" if part == "email" else part
    if (
        translated
        or field.model in (models.Helper, models.ExamplePerson, models.ExampleMoment)
        or (field.model is models.Document and name in ABOUT_PAPERS)
    ):
        return "text"
    if field.model is models.Notice:
        return "shown"
    if isinstance(field, db.URLField):
        return "link"
    return "price" if field.model in (models.Cost, models.FeeAmount) and name == "amount" else RULES


def effect_line(section: str, differences: Iterable[Difference]) -> str:
    """Return what a change does to the public's page, in one sentence, or an empty string.

    >>> effect_line("sites", [Difference("adresse", "1 rue A", "2 rue B", about="address")])
    "Aucune démarche ni pièce ne change ; l'adresse affichée change."
    """
    if section in UNSEEN_SECTIONS:
        return HIDDEN
    kinds = {one.about for one in differences if not one.same}
    if RULES in kinds:
        return OTHER_ANSWERS
    effects = [words for kind, words in EFFECTS.items() if kind in kinds]
    if not effects:
        return HIDDEN if kinds else ""
    return f"{SAME_ANSWERS} ; {', '.join(effects)}."
