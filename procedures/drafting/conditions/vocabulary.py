"""The vocabulary of conditions, as lists in words from which the builder picks."""

from django.utils.text import capfirst

from procedures.drafting.offered import offered_operators, offered_tests
from procedures.drafting.words.conditions import DraftWording, arrondissement_names
from procedures.drafting.words.names import BUILT_IN_LABELS, Names
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.units import units_offered
from procedures.exchange.labels import file_label
from procedures.models import Channel, Question
from procedures.publishing import communes
from procedures.publishing.countries import country_names
from procedures.publishing.departments import department_names

MOST_SUGGESTED = 12
COMPUTED = "Calculé par le portail"
DEDUCED = file_label("derived_facts.yaml")
INQUIRY = "Questions des enquêtes"


def vocabulary(names: Names, words: DraftWording) -> PlainDict:
    """Return the operators, the units of time, and the facts with their labels, values and groups.

    The facts are in the order of the questionnaire.
    """
    asked = {row.key: row for row in reversed(names.questions)}
    labels: dict[str, list[str]] = {}
    for key in names.facts:
        labels.setdefault(words.label(key), []).append(key)
    facts = [
        {
            "key": key,
            "label": words.label(key)
            if len(labels[words.label(key)]) == 1
            else f"{words.label(key)} ({key})",
            "section": _section(key, asked.get(key)),
            "kind": info.kind,
            "values": _values(names, words, key, asked.get(key)),
            "groups": _groups(names, key),
        }
        for key, info in names.facts.items()
    ]
    return {
        "operators": offered_operators(),
        "tests": offered_tests(),
        "facts": sorted(facts, key=lambda fact: _place(fact["section"])),
        "units": units_offered("days", "months", "years"),
        "countries": [[code, name] for code, name in country_names().items()],
    }


def suggested_communes(text: str) -> list[list[str]]:
    """Return [code, name] for each commune that a text may mean."""
    found = communes.find_communes(text, MOST_SUGGESTED) if text.strip() else []
    return [[one.code, f"{one.name} ({one.department})"] for one in found]


def _section(key: str, question: Question | None) -> str:
    if key in BUILT_IN_LABELS:
        return COMPUTED
    if question is None:
        return DEDUCED
    if question.inquiry_id is not None:
        return INQUIRY
    return capfirst(question.get_section_display()) or "Questions"


def _place(section: str) -> int:
    known = [capfirst(one.label) for one in Question.Section]
    order = [*known, "Questions", DEDUCED, COMPUTED, INQUIRY]
    return order.index(section)


def _values(
    names: Names, words: DraftWording, key: str, question: Question | None
) -> list[list[str]]:
    if key == "departement":
        return [[code, f"{code} {name}"] for code, name in department_names().items()]
    if key == "arrondissement":
        known = {code for code in names.department_codes if code[:2].isdigit()}
        shown = arrondissement_names().items()
        return [[code, name] for code, name in shown if code[:2] in known or code[:3] in known]
    if key == "channel":
        return [[value, label] for value, label in Channel.Kind.choices]
    if question is not None:
        rows = names.choices.get(question.pk, ())
        return [[row.value, words.value(key, row.value)] for row in rows]
    listed = sorted(names.facts[key].values or ())
    return [[value, words.value(key, value)] for value in listed]


def _groups(names: Names, key: str) -> list[list[str]]:
    """Return the groups of a fact. A group of countries serves every fact that is a country."""
    kinds = {fact: info.kind for fact, info in names.facts.items()}
    return [
        [row.key, row.title_fr or row.key]
        for row in names.group_rows
        if row.fact == key or kinds.get(row.fact) == kinds[key] == "country"
    ]
