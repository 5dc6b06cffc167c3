"""The space of all sets of answers, over which a rule set's diagrams are functions.

There are two readings of « all ». *Complete*: each question that applies is answered with a value
that it offers, or with « je ne sais pas » if it allows that; a question that only may apply is not
asked. Each person at the end of the questionnaire is so. *Partial*: any set of answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from ..conditions.tree import Condition, FactTest, Not
from ..values.facts import State
from ..values.rules import RuleSet
from .diagrams import Diagrams
from .domains import Domain, ValueClass, dates_on, domains_of
from .rules_of import rules_of

# The day as a variable, beside the questions.
TODAY = "today"


class Offer(Enum):
    """The mark of an answer that the question does not offer to this person."""

    NONE = "none"


class Space:
    """The sets of answers that the rules of some rule sets tell apart, on one day or on several.

    ``partial`` chooses the reading (see above). ``limit`` bounds the steps of one computation.
    ``later`` are further days, on which the rules tell the same dates apart as seen from there (see
    ``days``). « today » is then a variable like the answers, and the first of all.
    """

    def __init__(
        self,
        rule_sets: Sequence[RuleSet],
        today: date,
        *,
        partial: bool = False,
        limit: int = 2_000_000,
        later: Sequence[date] = (),
    ) -> None:
        self.today = today
        self.days = (today, *later)
        self.partial = partial
        self.domains = domains_of(rule_sets, today, not_given=partial)
        self._dates = {day: dates_on(rule_sets, day) for day in later}
        self.questions = _by_use(rule_sets, list(self.domains))
        if later:
            self.questions.insert(0, TODAY)
            classes = tuple(ValueClass(day, (day,)) for day in self.days)
            self.domains[TODAY] = Domain(TODAY, classes, lambda day: day)
        self.levels = {key: level for level, key in enumerate(self.questions)}
        sizes = [len(self.domains[key].classes) for key in self.questions]
        self.store = Diagrams(sizes, limit)

    def example(self, key: str, index: int, day: date) -> State:
        """Return the answer that stands for a class of a question's values on one of the days."""
        one = self.domains[key].classes[index]
        moved = self._dates.get(day, {}).get(key)
        return moved[self.domains[key].seen(one)] if moved else one.example

    def day_of(self, path: Mapping[int, int]) -> date:
        """Return the day of an assignment; the first day if the assignment leaves it open."""
        level = self.levels.get(TODAY)
        return self.days[0 if level is None else path.get(level, 0)]


def _by_use(rule_sets: Sequence[RuleSet], keys: list[str]) -> list[str]:
    # The questions that most rules read come first, which keeps diagrams small.
    uses: Counter[str] = Counter()
    order = {key: index for index, key in enumerate(keys)}
    for rule_set in rule_sets:
        for rule in rules_of(rule_set):
            for fact in _facts(rule.when):
                for key in _behind(rule_set, fact):
                    uses[key] += 1
    return sorted(keys, key=lambda key: (-uses[key], order[key]))


def _facts(condition: Condition) -> set[str]:
    if isinstance(condition, FactTest):
        return {condition.fact}
    if isinstance(condition, Not):
        return _facts(condition.part)
    return set().union(*(_facts(part) for part in condition.parts))


def _behind(rule_set: RuleSet, fact: str) -> set[str]:
    if fact in rule_set.questions:
        return {fact}
    found: set[str] = set()
    for base in rule_set.dependencies.get(fact, ()):
        found |= _behind(rule_set, base)
    return found
