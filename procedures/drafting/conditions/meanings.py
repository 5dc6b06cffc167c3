"""The meanings of an everyday word in a condition: « locataire » is « Où logez-vous ? Je loue ».

A word means a question, an answer, a group or a country: by its own words, or by those that agents
added to it. Where several fit nothing is chosen: the agent who typed the word is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from procedures.drafting.offered import BARE, CONTRARY
from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.values.plain import PlainDict
from procedures.publishing import communes
from procedures.publishing.countries import citizens, country_names
from procedures.publishing.spelling import bare

from .vocabulary import KnownWord, known_word, vocabulary

MOST = 10
# How well a word fits, the best first: the very word, the same word inflected, words of an answer,
# words of a question, words of a help.
EXACT, INFLECTED, ANSWER, QUESTION, HELP = range(5)
# The helps are read only if nothing else fits; the words of questions if few answers do.
FEW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMeaning:
    """A line that a condition may get. ``values`` is empty where the answer is chosen after."""

    fact: str
    test: str = ""
    values: tuple[object, ...] = ()
    title: str
    detail: str
    word: str = ""

    def condition(self) -> PlainDict | None:
        """Return the line as the catalogue writes it, ``None`` if its answer is still to choose."""
        if not self.test:
            return None
        if self.test == BARE:
            return {self.fact: self.values[0]}
        contrary = self.test.startswith(CONTRARY)
        operator = self.test.removeprefix(CONTRARY)
        values = list(self.values) if len(self.values) > 1 else (*self.values, True)[0]
        if OPERATORS[operator].shape.name == "flag":
            return {self.fact: {operator: not contrary}}
        line = {self.fact: {operator: values}}
        return {"not": line} if contrary else line

    def to_data(self) -> PlainDict:
        """Return it as the builder's script reads it."""
        names = ("fact", "test", "title", "detail", "word")
        return {**{name: getattr(self, name) for name in names}, "values": list(self.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMeanings:
    """What a word may mean; ``sure`` if the first is the only one that is called so."""

    found: tuple[WordMeaning, ...]
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Something that may be meant: by a name, by words inside a text, or by its help."""

    meaning: WordMeaning
    names: Sequence[str] = ()
    known: Sequence[str] = ()
    text: str = ""
    help: str = ""
    level: int = field(default=ANSWER)


def meanings(word: str, names: Names, words: DraftWording) -> WordMeanings:
    """Return what a word may mean, the likeliest first.

    A word is found whatever its accents, capitals, gender and number.
    """
    sought = bare(word)
    if not sought:
        return WordMeanings(found=(), sure=False)
    facts = vocabulary(names, words)["facts"]
    ranked: list[tuple[int, WordMeaning]] = []
    for entry in (*_entries(facts, names), *_places(word, facts)):
        level, by = _fits(sought, entry)
        if level is not None:
            ranked.append((level, _shown(entry.meaning, by)))
    return _chosen(ranked)


def _chosen(ranked: list[tuple[int, WordMeaning]]) -> WordMeanings:
    levels = [level for level, _ in ranked]
    near = sum(level <= ANSWER for level in levels)
    last = ANSWER if near >= FEW else QUESTION if near or QUESTION in levels else HELP
    ordered = sorted((one for one in ranked if one[0] <= last), key=lambda one: one[0])
    found = tuple(dict.fromkeys(meaning for _, meaning in ordered))
    best = [meaning for level, meaning in ordered if level == ordered[0][0]]
    sure = bool(ordered) and ordered[0][0] <= INFLECTED and len(set(best)) == 1
    return WordMeanings(found=found[:MOST], sure=sure or len(found) == 1)


def _shown(meaning: WordMeaning, word: str) -> WordMeaning:
    return WordMeaning(
        fact=meaning.fact,
        test=meaning.test,
        values=meaning.values,
        title=meaning.title,
        detail=meaning.detail,
        word=word,
    )


def _fits(sought: str, entry: _Entry) -> tuple[int | None, str]:
    """Return how well a word fits an entry, and the known word by which it does."""
    for known in entry.known:
        if bare(known) == sought:
            return EXACT, known
    if any(bare(one) == sought for one in entry.names):
        return EXACT, ""
    for known in entry.known:
        if root(known) == root(sought):
            return INFLECTED, known
    if any(root(one) == root(sought) for one in entry.names):
        return INFLECTED, ""
    for known in entry.known:
        if _holds(known, sought):
            return entry.level, known
    if _holds(entry.text, sought):
        return entry.level, ""
    return (HELP, "") if _holds(entry.help, sought) else (None, "")


# Every text of the questions is asked for at each word: 47 words took 27 s without, 1.8 s with.
@lru_cache(8_192)
def root(text: str) -> str:
    """Return words without the marks of the feminine and of the plural.

    >>> root("Mariées") == root("marié"), root("européennes") == root("européen")
    (True, True)
    """
    return " ".join(map(_root, bare(text).split()))


def _root(word: str) -> str:
    if len(word) < FEW:
        return word
    short = word.rstrip("sx").rstrip("e")
    return short[:-1] if short[-2:-1] == short[-1:] else short


def _holds(text: str, sought: str) -> bool:
    """Tell whether each word of a query begins a word of a text."""
    if not text:
        return False
    beginnings = [f" {one}" for one in root(text).split()]
    return all(
        any(one.startswith(f" {word}") for one in beginnings) for word in root(sought).split()
    )


def _entries(facts: list[PlainDict], names: Names) -> Iterator[_Entry]:
    rows = {row.key: row for row in reversed(names.questions)}
    groups = {row.key: row for row in names.group_rows}
    for fact in facts:
        row = rows.get(fact["key"])
        known = row.synonyms if row is not None else []
        yield from _of_question(fact, known, row.help_fr or "" if row is not None else "")
        choices = {one.value: one for one in names.choices.get(row.pk, ())} if row else {}
        for value, label in fact["values"]:
            yield _of_answer(fact, value, label, choices.get(value))
        for key, title in fact["groups"]:
            yield _of_group(fact, key, title, groups[key])


def _of_question(fact: PlainDict, known: Iterable[str], help_text: str) -> Iterator[_Entry]:
    plain = []
    for word in (known_word(one, fact["kind"]) for one in known):
        if word.test:
            yield _with_test(fact, word)
        else:
            plain.append(word.word)
    meaning = WordMeaning(
        fact=fact["key"], title=fact["label"], detail="question : la réponse se choisit ensuite"
    )
    yield _Entry(
        meaning=meaning,
        names=[fact["label"]],
        known=plain,
        text=fact["label"],
        help=help_text,
        level=QUESTION,
    )


def _with_test(fact: PlainDict, word: KnownWord) -> _Entry:
    meaning = WordMeaning(
        fact=fact["key"],
        test=word.test,
        values=word.values,
        title=f"{fact['label']} {word.words}",
        detail="question et réponse",
    )
    return _Entry(meaning=meaning, known=[word.word])


def _of_answer(fact: PlainDict, value: str, label: str, row: Any) -> _Entry:
    meaning = WordMeaning(
        fact=fact["key"],
        test=BARE,
        values=(value,),
        title=label,
        detail=f"réponse à « {fact['label']} »",
    )
    known = row.synonyms if row is not None else []
    help_text = (row.help_fr or "") if row is not None else ""
    either = label.split(" ou ") if label.count(" ") == label.count(" ou ") * 2 else []
    return _Entry(meaning=meaning, names=[label, *either], known=known, text=label, help=help_text)


def _of_group(fact: PlainDict, key: str, title: str, row: Any) -> _Entry:
    meaning = WordMeaning(
        fact=fact["key"],
        test="in_group",
        values=(key,),
        title=title,
        detail=f"groupe de réponses à « {fact['label']} »",
    )
    known = row.synonyms if row.fact == fact["key"] else []
    return _Entry(meaning=meaning, names=[title], known=known, text=title, level=QUESTION)


def _places(word: str, facts: list[PlainDict]) -> Iterator[_Entry]:
    """Yield the countries and the communes that a word names: « Algérien », « Béziers »."""
    countries = country_names()
    named = {code for code, name in countries.items() if bare(name) == bare(word)}
    codes = sorted(named | citizens(word))
    towns = [one for one in communes.find_communes(word, MOST) if bare(one.name) == bare(word)]
    for fact in facts:
        if fact["kind"] == "country":
            for code in codes:
                yield _place(fact, code, countries.get(code, ""), names=[word])
        if fact["kind"] == "commune":
            for town in towns:
                yield _place(
                    fact, town.code, f"{town.name} ({town.department})", text=word, level=QUESTION
                )


def _place(fact: PlainDict, code: str, title: str, **more: Any) -> _Entry:
    detail = f"réponse à « {fact['label']} »"
    meaning = WordMeaning(fact=fact["key"], test=BARE, values=(code,), title=title, detail=detail)
    return _Entry(meaning=meaning, **more)
