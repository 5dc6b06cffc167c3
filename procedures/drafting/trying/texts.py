"""Texts of the catalogue as a page shows them: in one language, else in French, and it is said."""

from dataclasses import dataclass

from django.utils.translation import get_language_info


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text with the language that it is in."""

    text: str
    language: str = "fr"
    missing: bool = False  # not translated: this is the French

    @property
    def direction(self):
        return direction_of(self.language)

    def __str__(self):
        return self.text


def direction_of(language):
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def shown(text, language):
    """Return a text of the catalogue in a language."""
    if text.get(language):
        return ShownText(text[language], language)
    return ShownText(text.get("fr", ""), "fr", missing=bool(text) and language != "fr")


def joined(texts, word):
    """Return several texts as one, in French as soon as one of them is."""
    texts = list(texts)
    missing = any(one.missing for one in texts)
    language = "fr" if missing or not texts else texts[0].language
    return ShownText(word.join(one.text for one in texts), language, missing)
