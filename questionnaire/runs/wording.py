"""The words of questions and answers in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Text
from procedures.engine.values.facts import Value
from procedures.engine.values.rules import Question
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


def answer_text(question: Question, value: Value | None, language: str) -> Shown:
    """Return the words of an answer: a string, or {text, lang, dir} if French replaces it."""
    if value is None:
        return _("Je ne sais pas")
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, tuple):
        return _several(question, value, language)
    if isinstance(value, date):
        return formats.day(value, language)
    choice = question.choice(value)
    if question.kind == "country" and (name := countries.name(value, language)):
        return name
    if choice is not None:
        return shown(choice.text, language)
    return places.name(value) if question.kind == "commune" else str(value)


def yes_or_no(value: bool) -> str:
    return pgettext("réponse", "Oui") if value else pgettext("réponse", "Non")


def _several(question: Question, values: Sequence[str], language: str) -> str:
    if not values:
        return _("Aucune de ces réponses")
    texts = [in_language(question.choice(value).text, language) for value in values]
    return " · ".join(texts)
