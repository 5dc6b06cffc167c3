"""The names of countries in each language, and the search for the country that a person means."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from django.conf import settings

from procedures.engine.values.facts import COUNTRY_CODES
from procedures.publishing.countries import citizens, country_name
from procedures.publishing.spelling import bare

# Kosovo is not in ISO 3166 but is on passports; questions list it among their choices.
KOSOVO = "XK"
CODES = COUNTRY_CODES | {KOSOVO}
# A person types the name that they know, on a page in any language.
LANGUAGES = ("fr", *(code for code, _ in settings.LANGUAGES if code != "fr"))
# Names that people use and that no list has. A name shared by two countries suggests both.
OTHER_NAMES = {
    "BY": ["Bélarus"],
    "CD": ["République démocratique du Congo", "RDC", "RD Congo", "Congo", "Zaïre"],
    "CG": ["République du Congo", "Congo"],
    "CI": ["Ivory Coast"],
    "CN": ["République populaire de Chine"],
    "CV": ["Cabo Verde"],
    "CZ": ["République tchèque"],
    "GB": ["Angleterre", "Écosse", "Pays de Galles", "Grande-Bretagne", "UK"],
    "IR": ["République islamique d’Iran"],
    "KP": ["République populaire démocratique de Corée", "Corée"],
    "KR": ["République de Corée", "Corée"],
    "MD": ["République de Moldavie"],
    "MK": ["Macédoine"],
    "MM": ["Birmanie"],
    "NL": ["Hollande"],
    "PS": ["Palestine", "Gaza", "Cisjordanie"],
    "RU": ["Fédération de Russie"],
    "SY": ["République arabe syrienne"],
    "SZ": ["Swaziland"],
    "TL": ["Timor-Leste"],
    "TR": ["Türkiye"],
    "US": ["États-Unis d’Amérique", "USA", "Amérique"],
}


@dataclass(frozen=True)
class Country:
    code: str
    name: str
    spellings: frozenset


def name(code, language):
    """Return the name of a country, or an empty string for an unknown code."""
    country = _by_code(language).get(code)
    return country.name if country else ""


def names(language):
    """Return the names of all countries, in alphabetical order."""
    return [country.name for country in _by_code(language).values()]


def find_countries(text, language, limit=12):
    """Return (country that a text names without doubt, or ``None``; countries that it may mean)."""
    table = _by_code(language)
    # « MA » is a code; « ma » in lower case may begin « Mali ».
    if text.strip() in table:
        return table[text.strip()], []
    words = bare(text)
    exact = [country for country in table.values() if words in country.spellings]
    # A nationality is often asked with the name of a country, and answered: « marocaine ».
    exact = exact or [table[code] for code in sorted(citizens(words))]
    if len(exact) == 1:
        return exact[0], []
    found = [country for country in table.values() if _begins(country, words)] if words else []
    found.sort(key=lambda country: not bare(country.name).startswith(words))
    found = list(dict.fromkeys([*exact, *found]))
    return None, (found or _nearest(table, words))[:limit]


@cache
def _by_code(language):
    countries = {}
    for code in CODES:
        named = [country_name(code, one) for one in dict.fromkeys((language, *LANGUAGES))]
        spellings = frozenset(bare(one) for one in [*named, *OTHER_NAMES.get(code, [])])
        countries[code] = Country(code, named[0], spellings)
    ordered = sorted(countries.values(), key=lambda country: bare(country.name))
    return {country.code: country for country in ordered}


def _begins(country, words):
    """Tell whether the words begin one of a country's names, or a word inside a name."""
    return any(f" {words}" in f" {spelling}" for spelling in country.spellings)


def _nearest(table, words):
    """Return the countries with a similar name: « marocaine » suggests « Maroc »."""
    if len(words) < 3:
        return []
    spellings = {
        word: country
        for country in table.values()
        for spelling in country.spellings
        for word in (spelling, *(part for part in spelling.split() if len(part) > 3))
    }
    least = max(3, len(words) - 4)
    like = [one for one in spellings if one[:least] == words[:least] or _is_stem(one, words)]
    like += get_close_matches(words, spellings, n=5, cutoff=0.75)
    return list({spellings[one].code: spellings[one] for one in like}.values())


def _is_stem(spelling, words):
    return len(spelling) >= 4 and words.startswith(spelling)
