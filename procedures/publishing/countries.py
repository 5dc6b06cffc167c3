"""The names of countries in each language. No other module asks Babel for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from procedures.engine.values.facts import COUNTRY_CODES

from .spelling import bare


def country_name(code: str, language: str = "fr") -> str:
    """Return the name of a country in a language, or in French if the language lacks it.

    >>> country_name("MA"), country_name("MA", "en")
    ('Maroc', 'Morocco')
    """
    french = Locale.parse("fr").territories
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        names = french
    return str(names.get(code) or french.get(code, code))


@cache
def country_names(language: str = "fr") -> Mapping[str, str]:
    """Return {code: name} for every country, in alphabetical order regardless of accents."""
    named = {code: country_name(code, language) for code in COUNTRY_CODES}
    return MappingProxyType(dict(sorted(named.items(), key=lambda pair: bare(pair[1]))))
