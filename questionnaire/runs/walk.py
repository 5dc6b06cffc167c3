"""The person's way through the questions, found again at each request from the answers."""

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
    """``answers`` are those that count, in the order of asking; ``kept`` those that do not."""

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
        """Whether the question may be shown: it was asked, or it is the one to ask."""
        return key in self.answers or key == self.next

    def before(self, key):
        """The answers given before a question is asked: its choices rest on these alone."""
        given = []
        for asked, value in self.answers.items():
            if asked == key:
                break
            given.append((asked, value))
        return tuple(given)

    def previous(self, key):
        """The question asked before this one, if any."""
        before = self.before(key)
        return before[-1][0] if before else None

    def offered(self, key):
        return self.prepared.offered(key, self.before(key), self.today)

    def questions_left(self, key):
        """How many questions may still come, this one included: a bound, never exceeded."""
        return self.prepared.questions_left(self.before(key), self.today)


def walk(prepared, data, today):
    """Replay answers from none: only what is asked again counts, all else is kept aside.

    ``data`` are answers as JSON holds them; what this edition no longer knows is passed over.
    """
    answers = _typed(prepared.rule_set, data)
    given = {}
    while True:
        key = prepared.next_question(tuple(given.items()), today)
        if key is None or key not in answers:
            break
        if key in given:
            del given[key]  # A later answer made this one impossible: it is to be asked again.
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
