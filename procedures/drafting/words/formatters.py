"""Tellers: each says a kind of value in words, never a code. ``columns`` gives each column its own.

They all take the words of a version, the value, and the entry around it.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from babel import Locale

from procedures import models
from procedures.engine.conditions.words import day_in_full, partial_day_words
from procedures.engine.values.facts import parse_date
from procedures.exchange.columns import AnyField
from procedures.publishing.countries import country_name
from procedures.publishing.departments import department_names
from procedures.publishing.parts.channel_words import family_title

from .conditions import arrondissement_names, in_words
from .drawings import drawing_words
from .formats import (
    CURRENCIES,
    amount_words,
    duration_in_words,
    helper_kind_words,
    listed,
    owner_words,
    week_words,
    window_end_words,
)
from .outcomes import expectation_words
from .titles import EntryTitles

# What says a value: (the words of its version, the value, the entry around it) → words.
Formatter: TypeAlias = Callable[[EntryTitles, Any, Mapping[str, Any]], str]

# The names that only the team sees. A change of one says that it changes, and never the name.
INTERNAL = "un nom interne, que le public ne voit pas"


def text(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return titles.text(value)


def internal(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return INTERNAL


def drawing(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return f"le dessin « {drawing_words(value)} »"


def yes_no(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return "oui" if value else "non"


def no_yes(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return "non" if value else "oui"


def day(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    day = parse_date(value)
    return day_in_full(day) if day else str(value)


def amount(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return amount_words(value, entry.get("currency") or "EUR")


def currency(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return CURRENCIES.get(value, str(value))


def duration(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return duration_in_words(value)


def window_end(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return window_end_words(value, titles.fact)


def condition(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return titles.condition(value)


def week(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    if not isinstance(value, Mapping) or "fr" in value:
        return titles.text(value)
    return "\n".join(f"{day} : {hours}" for day, hours in week_words(value).items())


def phrases(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(f"« {one} »" for one in value)


def families(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(family_title, value))


def family(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return family_title(value)


def track(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return f"« {in_words(value)} »"


def rank_in(section: str) -> Formatter:
    def format_value(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
        return titles.place(section, entry)

    return format_value


def arrondissements(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    names = arrondissement_names()
    return listed(names.get(one, "un arrondissement inconnu") for one in value)


def arrondissement(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return arrondissements(titles, [value], entry)


def departments(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(f"{department_names().get(one, '?')} ({one})" for one in sorted(value))


def handles(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(
        titles.procedure(one) if titles.knows_procedure(one) else family_title(one) for one in value
    )


def languages(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    names = Locale.parse("fr").languages
    return listed(str(names.get(one, "une autre langue")) for one in value)


def helper_kind(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return helper_kind_words(value)


def helper_kinds(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(helper_kind_words, value))


def fact(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return titles.fact(value)


def facts(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(titles.fact, value))


def countries(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(country_name, value))


def values_of_fact(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    fact = entry.get("fact") or entry.get("key") or ""
    return listed(titles.value_of(fact, one) for one in value)


def value_of_rule(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return entry.get("label") or titles.value_of(titles.around.get("key", ""), value)


def procedures(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(titles.procedure, value))


def documents(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(titles.document, value))


def channels(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(dict(models.Channel.Kind.choices).get(one, in_words(one)) for one in value)


def places(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(dict(models.PlaceName.choices).get(one, in_words(one)) for one in value)


def step_of_procedure(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    steps = titles.around.get("steps") or ()
    text = next((one.get("text") for one in steps if one.get("id") == value), None)
    # An example names a step of the procedure that its answer leads to.
    text = text if "steps" in titles.around else titles.step(value)
    return f"« {titles.text(text)} »" if text else "une étape retirée"


def answers(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return "\n".join(
        f"{titles.fact(key)} {titles.value_of(key, one)}" for key, one in value.items()
    )


def department(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return titles.department(value)


def owner(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return owner_words(value, titles.department)


def expectation(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return "\n".join(expectation_words(titles, value))


def document_date(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
    return partial_day_words(value)


def title_of_row(name: str) -> Formatter:
    def format_value(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
        title: Callable[[str], str] = getattr(titles, name)
        values = value if isinstance(value, list) else [value]
        return listed(title(one) for one in values)

    return format_value


def choice(field: AnyField) -> Formatter:
    labels = {str(value): str(label) for value, label in field.flatchoices}

    def format_value(titles: EntryTitles, value: Any, entry: Mapping[str, Any]) -> str:
        return labels.get(str(value), in_words(value))

    return format_value
