"""The drawing beside an answer: part of the look, unknown to the catalogue and the forms."""

from functools import cache
from pathlib import Path

import yaml
from django import template
from django.utils.translation import gettext as _

register = template.Library()

FILE = Path(__file__).resolve().parent.parent / "choice_icons.yaml"
DRAWING = "drawing_"
# {icon of a paper: the drawing of it, when its line opens}
DRAWN = {"card": "drawing_card", "passport": "drawing_passport", "visa": "drawing_vls_ts"}


@cache
def drawings():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@register.simple_tag
def choice_icon(choice, question):
    """Return the icon that ``choice`` names, or the icon of its value for that question.

    ``choice`` may list its former (question, value) names, under which the file may know it.
    """
    if not isinstance(choice, dict):
        choice = {"icon": getattr(choice, "icon", ""), "value": getattr(choice, "value", "")}
    names = choice.get("names") or [(question, choice.get("value"))]
    found = (drawings().get(key, {}).get(value) for key, value in names)
    return choice.get("icon") or next(filter(None, found), "")


@register.simple_tag
def group_drawing(group):
    """Return the drawing of a group of choices: the one that the file gives one of its cards."""
    names = (name for one in group["cards"] for name in one.get("names") or [])
    found = (drawings().get(f"{key}.groups", {}).get(value) for key, value in names)
    return next(filter(None, found), "")


@register.filter
def is_drawing(name):
    """Tell whether a name is that of a drawing, which is larger than an icon."""
    return str(name).startswith(DRAWING)


@register.filter
def drawing_of(icon):
    """Return the drawing of a paper that has such an icon, or an empty string."""
    return DRAWN.get(icon, "")


@register.simple_tag
def question_drawings(question):
    """Return the drawings that show where to look for the answer to a question."""
    card, visa = _("Sur une carte"), _("Sur un visa")
    words = _("Dessin : la ligne des mots à lire est marquée")
    date = _("Dessin : la date de fin est marquée")
    shown = {
        "permit_motive": [("card_words", card, words), ("visa_words", visa, words)],
        "expiry_date": [("card_date", card, date), ("visa_date", visa, date)],
    }
    return [
        {"name": f"{DRAWING}{name}", "label": label, "text": f"{label}. {text}"}
        for name, label, text in shown.get(question, [])
    ]
