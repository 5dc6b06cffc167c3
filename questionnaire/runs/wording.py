"""The words of questions and answers in the language of the page, and whether French stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _

from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Text
from procedures.engine.values.facts import Value
from procedures.engine.values.questions import Choice, Question
from questionnaire.result import formats

from . import countries, places

# A text for a template: a string, or {text, lang, dir} if French replaces a translation.
Shown: TypeAlias = str | dict[str, str]


def shown(text: Text, language: str) -> Shown:
    """Return a text of the catalogue: a string, or {text, lang, dir} if French replaces it."""
    words = in_language(text, language)
    if not words or language == "fr" or text.get(language):
        return words
    return {"text": words, "lang": "fr", "dir": "ltr"}


def plain(words: Shown) -> str:
    """Return the words of a value that ``shown`` returned."""
    return words["text"] if isinstance(words, dict) else words


def question_text(question: Question, language: str, assisted: bool = False) -> Shown:
    """Return the text of a question, or its text about « la personne » for an assisted run."""
    return shown((assisted and question.assisted) or question.text, language)


def choice_text(choice: Choice, language: str, assisted: bool = False) -> Shown:
    """Return the text of a choice, or its text about « cette personne » for an assisted run."""
    return shown((assisted and choice.assisted) or choice.text, language)


def answer_text(
    question: Question, value: Value | None, language: str, assisted: bool = False
) -> Shown:
    """Return the words of an answer: a string, or {text, lang, dir} if French replaces it."""
    if value is None:
        return _("Je ne sais pas")
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, tuple):
        return _several(question, value, language, assisted)
    if isinstance(value, date):
        return formats.day(value, language)
    choice = question.choice(value)
    if question.kind == "country" and (name := countries.name(value, language)):
        return name
    if choice is not None:
        return choice_text(choice, language, assisted)
    return _isolated(places.name(value), language) if question.kind == "commune" else str(value)


def _isolated(name: str, language: str) -> str:
    """Return a French name that keeps its order among words written from right to left."""
    return f"\u2066{name}\u2069" if get_language_info(language)["bidi"] else name


def yes_or_no(value: bool) -> str:
    return pgettext("réponse", "Oui") if value else pgettext("réponse", "Non")


def _several(question: Question, values: Sequence[str], language: str, assisted: bool) -> str:
    if not values:
        return _("Aucune de ces réponses")
    texts = [choice_text(question.choice(value), language, assisted) for value in values]
    return " · ".join(plain(text) for text in texts)


def french_stands_in(value: object) -> bool:
    """Tell whether French replaces a missing translation in the values of a page.

    On a French page nothing does. Elsewhere each value is looked at:

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     french_stands_in(["Hello", {"text": "Bonjour", "lang": "fr", "dir": "ltr"}])
    True
    """
    return get_language() != "fr" and _holds_french(value)


def _holds_french(value: object) -> bool:
    if value is None or isinstance(value, str | bool | int):
        return False
    if isinstance(value, dict):
        if "text" in value and "lang" in value:
            return value["lang"] == "fr"
        return any(map(_holds_french, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_french, value))
    return any(_holds_french(getattr(value, name)) for name in _names_of(type(value)))


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the values of a dataclass; nothing for another type."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
