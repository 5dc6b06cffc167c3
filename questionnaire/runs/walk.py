"""The way of a person through the questions, computed from the answers at each request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Value

from .prepared import PreparedEdition


@dataclass(frozen=True)
class Walk:
    """The state of a run. ``answers`` are those that count, in the order of asking.

    ``kept`` are the questions whose answers do not count at present.
    """

    prepared: PreparedEdition
    today: date
    answers: dict[str, Value | None]
    next: str | None
    kept: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(self.answers)

    @property
    def complete(self) -> bool:
        return self.next is None

    @cached_property
    def situation(self) -> Situation:
        return Situation(self.prepared.rule_set, self.answers, self.today)

    def reaches(self, key):
        """Tell whether a question may be shown: it was asked, or it is the next one."""
        return key in self.answers or key == self.next

    def before(self, key):
        """Return the answers given before a question, which alone decide its choices."""
        given = []
        for asked, value in self.answers.items():
            if asked == key:
                break
            given.append((asked, value))
        return tuple(given)

    def previous(self, key):
        """Return the question asked before this one, or ``None``."""
        before = self.before(key)
        return before[-1][0] if before else None

    def offered(self, key):
        return self.prepared.offered(key, self.before(key), self.today)

    def questions_left(self, key):
        """Return an upper bound on the questions still to come, this one included."""
        return self.prepared.questions_left(self.before(key), self.today)


def walk(prepared, data, today):
    """Replay answers from the start: only answers to questions asked again count.

    ``data`` are answers as JSON holds them. Answers that this edition does not know are ignored.
    """
    answers = _typed(prepared.rule_set, data)
    given = {}
    while True:
        key = prepared.next_question(tuple(given.items()), today)
        if key is None or key not in answers:
            break
        if key in given:
            # A later answer made this one impossible: its question is asked again.
            del given[key]
            break
        given[key] = answers[key]
    kept = tuple(one for one in answers if one not in given and one != key)
    return Walk(prepared, today, given, key, kept)


def _typed(rule_set, data):
    answers = {}
    for key, value in data.items():
        question = rule_set.questions.get(key)
        if question is not None:
            try:
                answers[key] = read_answer(rule_set.facts[key], question, value)
            except InvalidAnswers:
                continue
    return answers
