"""The space of all sets of answers, over which a rule set's diagrams are functions.

There are two readings of « all ». *Complete*: each question that applies is answered with a value
that it offers, or with « je ne sais pas » if it allows that; a question that only may apply is not
asked. Each person at the end of the questionnaire is so. *Partial*: any set of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TypeAlias

from ..values.facts import State
from ..values.rules import RuleSet
from .diagrams import Diagrams
from .domains import Domain, ValueClass, dates_on, domains_of

# The day as a variable, beside the questions.
TODAY = "today"


# A function: a store of diagrams over so many classes a variable, with a limit of steps.
StoreOf: TypeAlias = Callable[[Sequence[int], int], Diagrams]


class Offer(Enum):
    """The mark of an answer that the question does not offer to this person."""

    NONE = "none"


class Space:
    """The sets of answers that the rules of some rule sets tell apart, on one day or on several.

    ``partial`` chooses the reading (see above); ``passed`` are the questions that complete answers
    may lack. ``limit`` bounds the steps of one computation.
    ``later`` are further days, on which the rules tell the same dates apart as seen from there (see
    ``days``). « today » is then a variable like the answers, and the first of all. ``store_of``
    gives the store (see ``stores``).
    """

    def __init__(
        self,
        rule_sets: Sequence[RuleSet],
        today: date,
        *,
        partial: bool = False,
        passed: frozenset[str] = frozenset(),
        limit: int = 2_000_000,
        later: Sequence[date] = (),
        store_of: StoreOf = Diagrams,
    ) -> None:
        self.today = today
        self.days = (today, *later)
        self.partial = partial
        self.domains = domains_of(rule_sets, today, not_given=partial, passed=passed)
        self._dates = {day: dates_on(rule_sets, day) for day in later}
        self.questions = _in_order(self.domains)
        if later:
            self.questions.insert(0, TODAY)
            classes = tuple(ValueClass(day, (day,)) for day in self.days)
            self.domains[TODAY] = Domain(TODAY, classes, lambda day: day)
        self.levels = {key: level for level, key in enumerate(self.questions)}
        sizes = [len(self.domains[key].classes) for key in self.questions]
        self.store_of = store_of
        self.store = store_of(sizes, limit)

    def example(self, key: str, index: int, day: date) -> State:
        """Return the answer that stands for a class of a question's values on one of the days."""
        one = self.domains[key].classes[index]
        moved = self._dates.get(day, {}).get(key)
        return moved[self.domains[key].seen(one)] if moved else one.example

    def day_of(self, path: Mapping[int, int]) -> date:
        """Return the day of an assignment; the first day if the assignment leaves it open."""
        level = self.levels.get(TODAY)
        return self.days[0 if level is None else path.get(level, 0)]


def _in_order(keys: Iterable[str]) -> list[str]:
    # The order of asking keeps together what depends on one another, and the diagrams small:
    # with the questions that most rules read first, an analysis of the shipped catalogue made four
    # nodes where it made three. Channels and costs alone read the commune, which has most classes.
    return sorted(keys, key=lambda key: key == "commune")
