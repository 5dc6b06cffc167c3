"""The vocabulary of conditions, as lists in words from which the builder picks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.text import capfirst

from procedures.drafting.offered import BARE, offered_operators, offered_tests
from procedures.drafting.words.conditions import DraftWording, arrondissement_names
from procedures.drafting.words.names import BUILT_IN_LABELS, Names
from procedures.engine.values.plain import PlainDict
from procedures.engine.values.units import units_offered
from procedures.exchange.labels import file_label
from procedures.models import Channel, DocumentEntry, Question
from procedures.publishing import communes
from procedures.publishing.countries import country_names
from procedures.publishing.departments import department_names
from procedures.publishing.spelling import bare

from ..words.formats import window_end_words
from ..working_copy import copy_for_words, lock
from .reading import read_condition

MOST_SUGGESTED = 12
COMPUTED = "Calculé par le portail"
DEDUCED = file_label("derived_facts.yaml")
INQUIRY = "Questions des enquêtes"
NOTE_MISSING = "celles que la précision doit encore dire"
SOME = "pour certaines personnes seulement"
_IN_BRACKETS = re.compile(r"(?P<word>.+?)\s*\((?P<words>[^()]+)\)\s*")
_ANSWERS = {"oui": True, "non": False}


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


def whom_in_words(line: DocumentEntry) -> str | None:
    """Return the persons of a paper; nothing for everybody, ``None`` where words are missing."""
    parts = [sentence_of(line.when)] if line.when else []
    if line.for_some:
        parts.append(_quoted(line) or NOTE_MISSING)
    return ", ".join(map(str, parts)) if None not in parts else None


def whom_in_short(line: DocumentEntry) -> str:
    """Return the same for a list of papers, where a condition would be too long."""
    if line.for_some and _quoted(line):
        return _quoted(line)
    return SOME if line.for_some or line.when else ""


def _quoted(line: DocumentEntry) -> str:
    note = (getattr(line, "note_fr", "") or "").strip().removesuffix(".")
    return f"«\u00a0{note}\u00a0»" if note else ""


def sentence_of(data: object) -> str | None:
    """Return a condition as a sentence, or ``None`` if it names something that does not exist."""
    with lock():
        copy = copy_for_words()
        condition, problems = read_condition(data, copy.names.facts, copy.names.groups)
        return None if problems else copy.words.condition(condition)


def window_end_of(data: object) -> str:
    """Return an end of a window in words."""
    with lock():
        return window_end_words(data, copy_for_words().words.fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWord:
    """A word that people say, with the test that it means, if it says one."""

    word: str
    test: str = ""
    values: tuple[object, ...] = ()
    words: str = ""


def known_word(text: str, kind: str) -> KnownWord:
    """Return a known word, and the test of its question that stands behind it in brackets.

    Brackets that say no test of the question's kind are part of the word.

    >>> known_word("mineur (moins de 18)", "integer")
    KnownWord(word='mineur', test='lt', values=(18,), words='est moins de 18')
    >>> known_word("carte (rose)", "choice").word
    'carte (rose)'
    """
    match = _IN_BRACKETS.fullmatch(text)
    if match is None:
        return KnownWord(word=text)
    inside = match["words"]
    if kind == "yes_no" and bare(inside) in _ANSWERS:
        answer = bare(inside)
        return KnownWord(
            word=match["word"], test=BARE, values=(_ANSWERS[answer],), words=f"est « {answer} »"
        )
    for test, words, pattern in _tests(kind):
        found = pattern.fullmatch(bare(inside))
        if found is not None:
            values = tuple(int(one) for one in found.groups())
            shown = words.format(*values)
            return KnownWord(word=match["word"], test=test, values=values, words=shown)
    return KnownWord(word=text)


@cache
def _tests(kind: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(_spoken(kind))


def _spoken(kind: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for test, *pieces in offered_tests().get(kind, ()):
        if len(pieces) > 1 and kind != "integer":
            continue  # What follows is a day, a duration or a list: no word says it.
        words = " {} ".join(pieces).strip()
        parts = [re.escape(bare(one).removeprefix("est ")) for one in pieces]
        pattern = r" ?(\d+) ?".join(parts)
        yield test, words, re.compile(rf"(?:est )?{pattern}")
