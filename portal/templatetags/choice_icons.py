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
    """Return the icon that ``choice`` names, or the icon of its value for that question.

    ``choice`` may list its former (question, value) names, under which the file may know it.
    """
    if not isinstance(choice, dict):
        choice = {"icon": getattr(choice, "icon", ""), "value": getattr(choice, "value", "")}
    names = choice.get("names") or [(question, choice.get("value"))]
    found = (drawings().get(key, {}).get(value) for key, value in names)
    return choice.get("icon") or next(filter(None, found), "")
