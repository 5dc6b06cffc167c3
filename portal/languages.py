"""The languages a page exists in, for the language menu and the language choice."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """One entry of a language menu: where the same page is, in ``code``."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


def page_languages(path):
    """The languages of the page at ``path``; a page without a language leads to the home pages."""
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
    """Context processor: ``page_languages`` for the language menu."""
    return {"page_languages": page_languages(request.path)}
