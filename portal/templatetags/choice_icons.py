"""The drawing beside an answer: part of the look, unknown to the catalogue and the forms."""

from functools import cache
from pathlib import Path

import yaml
from django import template

register = template.Library()

FILE = Path(__file__).resolve().parent.parent / "choice_icons.yaml"


@cache
def drawings():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@register.simple_tag
def choice_icon(choice, question):
    """The icon that ``choice`` names, or the one of its value in the question of that key.

    ``choice`` may say under what (question, value) it was known before: the file may know it so.
    """
    if not isinstance(choice, dict):
        choice = {"icon": getattr(choice, "icon", ""), "value": getattr(choice, "value", "")}
    names = choice.get("names") or [(question, choice.get("value"))]
    found = (drawings().get(key, {}).get(value) for key, value in names)
    return choice.get("icon") or next(filter(None, found), "")
