"""People on their way through the questionnaire: a shared beginning is walked once."""

from __future__ import annotations

from datetime import date

from ..relevance import first_needed, needed_questions
from ..situation import Situation
from ..values.facts import Answers, Missing, Value
from ..values.rules import RuleSet
from .space import Space


class Stop:
    """Some answers, in the order in which they were given, and the first question after them.

    The witnesses of an analysis of the shipped catalogue stop 3,800 times, at 744 different stops.
    """

    def __init__(self, rule_set: RuleSet, space: Space, answers: Answers, day: date) -> None:
        situation = Situation(rule_set, answers, day)
        self._rule_set = rule_set
        self._space = space
        self._day = day
        self._after: dict[tuple[str, Value | None], Stop] = {}
        self.answers = answers
        # All of them need not be found, but where an answer given is offered no longer.
        self.first = first_needed(situation)
        needed = needed_questions(situation) if self.first in answers else [self.first]
        self.waiting = next((key for key in needed if key not in answers), None)
        self.first_offered = self.waiting and first_offered(space, situation, self.waiting)

    def after(self, key: str, value: Value | None) -> Stop:
        """Return the stop that one more answer leads to."""
        found = self._after.get((key, value))
        if found is None:
            answers = {**self.answers, key: value}
            found = self._after[key, value] = Stop(self._rule_set, self._space, answers, self._day)
        return found

    def walk(self, fixed: Answers) -> Stop:
        """Return the last stop, giving the first offered answer where ``fixed`` has none."""
        stop = self
        while stop.waiting is not None:
            key = stop.waiting
            stop = stop.after(key, fixed.get(key, stop.first_offered))
        return stop


def first_offered(space: Space, situation: Situation, key: str) -> Value | None:
    """Return the first value that a question offers to a person, in the order of its classes."""
    question = situation.rule_set.questions[key]
    for index in range(len(space.domains[key].classes)):
        value = space.example(key, index, situation.today)
        if isinstance(value, Missing):
            continue
        named = value if isinstance(value, tuple) else (value,)
        if all(situation.is_offered(question, each) for each in named):
            return value
    return None
