"""The languages in which a page exists, for the language menu and the language choice."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """An entry of the language menu. ``url`` is the same page in the language ``code``."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


def page_languages(path):
    """Return the languages of the page at ``path``, with its address in each.

    A page without a language in its path leads to the home pages.
    """
    prefix, _, rest = path.lstrip("/").partition("/")
    codes = [code for code, _name in settings.LANGUAGES]
    if prefix not in codes:
        rest = ""
    current = get_language()
    return [
        PageLanguage(
            code=code,
            name=name,
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
            url=f"/{code}/{rest}",
            current=code == current,
        )
        for code, name in settings.LANGUAGES
    ]


def languages(request):
    """Add ``page_languages`` to the context of every template, for the language menu."""
    return {"page_languages": page_languages(request.path)}
