"""The names of countries in a language: the only place that asks Babel for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from procedures.engine.values.facts import COUNTRY_CODES

from .spelling import bare


def country_name(code: str, language: str = "fr") -> str:
    """Return the name of a country; in French where its name in the language is not known.

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
    """Return the name of each country by its code, in alphabetical order without accents."""
    named = {code: country_name(code, language) for code in COUNTRY_CODES}
    return MappingProxyType(dict(sorted(named.items(), key=lambda pair: bare(pair[1]))))
