"""The reader of a result: their situation, language and links, and the texts that they read."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from procedures.engine.channels import department_of
from procedures.engine.conditions.tree import NEVER, on_day
from procedures.engine.schema.texts import in_language
from procedures.engine.situation import Situation
from procedures.engine.values.content import Text
from procedures.engine.values.department import Department
from procedures.engine.values.procedure import Cost, DocumentEntry, Step, Warning
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from questionnaire.runs.addresses import RunUrls
from questionnaire.runs.wording import Shown, answer_text, plain, question_text, shown

from . import formats

__all__ = ["Reading", "Shown", "original", "plain"]

BRACKETS = re.compile(r"\s?\(([^()]*)\)")
# Short words are left out: « des », or the « à » between two numbers that a translation turns.
LONG_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """The situation that a page shows, and how it shows it.

    ``urls`` are the addresses of the run's pages, or ``None`` for a page that is the same for
    everybody. ``assisted`` is true if somebody answers for the person, ``quiet`` if no address may
    name what the page is about: the answers tell a danger.
    """

    situation: Situation
    language: str
    urls: RunUrls | None = None
    assisted: bool = False
    quiet: bool = False

    @property
    def rule_set(self) -> RuleSet:
        return self.situation.rule_set

    @property
    def today(self) -> date:
        return self.situation.today

    @property
    def department(self) -> Department:
        """The person's département; an empty one if it is unknown or the catalogue lacks it."""
        return department_of(self.situation)

    @property
    def is_covered(self) -> bool:
        """Whether the catalogue has the local facts of the person's département."""
        return self.situation.department in self.rule_set.departments

    def named(self, key: str) -> str:
        """Return what agents call a question today: they may have renamed it."""
        return self.rule_set.renamed.question(key)

    def addressed(self, to_the_person: str, to_a_helper: str) -> str:
        """Return the words for the reader: to the person, or about them to a helper."""
        return to_a_helper if self.assisted else to_the_person

    def shown(self, text: Text) -> Shown:
        return shown(text, self.language)

    def french(self, text: Text) -> str:
        """Return the official French words to show beside a translation, else an empty string."""
        if self.language == "fr" or not text.get(self.language):
            return ""
        return text["fr"]

    def above_french(self, text: Text) -> Shown:
        """Return a text for a line under which its French words stand.

        Brackets that only repeat those words are left out: the French is read once.
        """
        french, words = self.french(text), self.shown(text)
        if not french or not isinstance(words, str):
            return words
        below = _long_words(french)

        def unless_repeated(brackets: re.Match[str]) -> str:
            inside = _long_words(brackets[1])
            return "" if inside and inside <= below else brackets[0]

        return BRACKETS.sub(unless_repeated, words)

    def day(self, day: date) -> str:
        return formats.day(day, self.language)

    def question(self, question: Question) -> Shown:
        return question_text(question, self.language, self.assisted)

    def change_url(self, key: str) -> str:
        """Return the page on which to change an answer, or an empty string outside a run."""
        return self.urls.question(key) if self.urls else ""

    def answer(self, question: Question) -> Shown:
        """Return the words of the person's answer to a question."""
        value = self.situation.answers[question.key]
        if isinstance(value, date):
            return self.day(value)
        return answer_text(question, value, self.language, self.assisted)


def original(text: Text) -> str:
    """Return the French text, for what is always written in French: addresses, references."""
    return in_language(text, "fr")


def _long_words(words: str) -> set[str]:
    return set(LONG_WORD.findall(words.casefold()))


# The end of a sentence: not the point of « n° 2. », of a number, or of an address.
END = re.compile(
    r"(?:(?<=[^\W\d_]{2}[.!?؟…])|(?<=[)»][.!?؟])|(?<=\d\s[€%]\.))\s+(?=[^\W\d_a-zà-ÿ]|«|\d)"
)
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A text as a line: its first sentence, and what opens below it, after what must be checked."""

    lead: Shown
    text: Shown
    check: str = ""


def line_of(text: Shown) -> Line:
    return Line(*first_sentence(text))


def first_sentence(text: Shown) -> tuple[Shown, Shown]:
    """Return (first sentence, what follows) of a text, in the language of the text.

    A question says nothing alone: what answers it is read with it.

    >>> first_sentence("Déposez la demande. Gardez la preuve.")
    ('Déposez la demande.', 'Gardez la preuve.')
    >>> first_sentence("Voir l'art. 12 du code.")
    ("Voir l'art. 12 du code.", '')
    """
    if isinstance(text, dict):
        first, rest = _cut(text["text"])
        return {**text, "text": first}, {**text, "text": rest} if rest else ""
    return _cut(text)


def _cut(words: str) -> tuple[str, str]:
    for found in END.finditer(words):
        first = words[: found.start()]
        if found.start() >= SHORTEST and not first.endswith((*ABBREVIATED, *QUESTION)):
            return first, words[found.end() :]
    return words, ""


QUESTION = ("?", "؟")
ABBREVIATED = ("art.", "p. ex.", "cf.", "etc.", "M.", "Mme.", "e.g.", "i.e.")


# Twice the lines of the shipped catalogue in three languages; some 500 bytes each.
MOST_LINES = 12_000

Built = TypeVar("Built")


def cached_line(
    reading: Reading, kind: str, entry: object, build: Callable[[], Built], *more: Hashable
) -> Built:
    """Return what ``build`` gives for an entry of the rule set, in the language of the page.

    ``kind`` and ``more`` tell apart what is built of one entry. What is built is shared between
    pages: it must not change.
    """
    held: dict[Any, tuple[object, Any]] = reading.rule_set.held.setdefault("shown", {})
    key = kind, id(entry), reading.language, more
    found = held.get(key)
    # The entry is held too, so that its id is not given to another object.
    if found is None:
        if len(held) >= MOST_LINES:
            held.clear()
        found = held[key] = entry, build()
    built: Built = found[1]
    return built


class Identity:
    """Stands for a cached value: pages with the same identity show the same value.

    A cached fragment compares it instead of the texts of the value.
    """

    __slots__ = ()


_Line = TypeVar("_Line", Warning, Step, DocumentEntry, Cost)


def in_force(reading: Reading, lines: Iterable[_Line]) -> list[_Line]:
    """Return the lines that hold today, with the conditions that answers decide."""
    today = [replace(one, when=on_day(one.when, reading.today)) for one in lines]
    return [one for one in today if one.when != NEVER]
