"""Texts of the catalogue in one language, or in French with a note if they are not translated."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language_info

from procedures.engine.values.content import Text


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text and its language."""

    text: str
    language: str = "fr"
    # The text is not translated, and is shown in French.
    missing: bool = False

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def __str__(self) -> str:
        return self.text


def direction_of(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def shown(text: Text, language: str) -> ShownText:
    """Return a text of the catalogue in a language, else in French."""
    if text.get(language):
        return ShownText(text[language], language)
    return ShownText(text.get("fr", ""), "fr", missing=bool(text) and language != "fr")


def joined(texts: Iterable[ShownText], word: str) -> ShownText:
    """Return several texts as one; it is marked as French if one of them is missing."""
    texts = list(texts)
    missing = any(one.missing for one in texts)
    language = "fr" if missing or not texts else texts[0].language
    return ShownText(word.join(one.text for one in texts), language, missing)
