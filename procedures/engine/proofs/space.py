"""The space of all sets of answers, over which a rule set's diagrams are functions.

There are two readings of « all ». *Complete*: each question that applies is answered with a value
that it offers, or with « je ne sais pas » if it allows that; a question that only may apply is not
asked. Each person at the end of the questionnaire is so. *Partial*: any set of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from enum import Enum
from threading import Lock
from typing import TypeAlias

from ..conditions.tree import FactTest, passes
from ..relevance import first_needed, needed_questions
from ..situation import Situation
from ..values.facts import Answers, Duration, Missing, State, Value
from ..values.rules import RuleSet
from .diagrams import Diagrams
from .domains import Domain, ValueClass, dates_on, domains_of, tests_by_fact

_YEAR = Duration(years=1)
_DAY = timedelta(days=1)


def days_ahead(rule_set: RuleSet, today: date) -> list[date]:
    """Return the days after today that are worth a look, in their order.

    They are the days that the catalogue mentions, the day after each of them, and a year from
    today.

    >>> from ..schema.serialization import rule_set_from_plain
    >>> orientation = {"id": "o", "rank": 1, "title": "O", "text": "O", "until": "2026-12-31"}
    >>> question = {"key": "a", "kind": "yes_no", "text": "?"}
    >>> rules = rule_set_from_plain({"questions": [question], "orientations": [orientation]})
    >>> [day.isoformat() for day in days_ahead(rules, date(2026, 11, 24))]
    ['2026-12-31', '2027-01-01', '2027-11-24']
    """
    found = {_YEAR.after(today)}
    for day in mentioned(rule_set):
        found.add(day)
        if day < date.max:
            found.add(day + _DAY)
    return sorted(day for day in found if day > today)


def mentioned(rule_set: RuleSet) -> Iterator[date]:
    """Yield every day that a catalogue mentions: in conditions, prices, steps and notices."""
    for tests in tests_by_fact([rule_set]).values():
        for test in tests:
            yield from days_in(test)
    for fee in rule_set.fees.values():
        yield from (one.start for one in fee.amounts)
    for procedure in rule_set.procedures.values():
        for step in procedure.steps:
            yield from (end.day for end in (step.opens, step.closes) if end and end.day)
    for department in rule_set.departments.values():
        for notice in department.notices:
            yield from (day for day in (notice.first_shown, notice.last_shown) if day)


def days_in(test: FactTest) -> Iterator[date]:
    """Yield the days that a test names."""
    operands = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    yield from (one for one in operands if isinstance(one, date))


def frames(rule_set: RuleSet, today: date, ahead: Sequence[date]) -> list[list[date]]:
    """Return the days that differ, in groups that one space can hold; today leads the first.

    Days on which every test of « today » has the same outcome are one: the earliest stands for
    them. Days are in one group if the rules tell the same dates apart as seen from each of them:
    two months and sixty days are one length in some months and two in others.
    """
    tests = tests_by_fact([rule_set]).get("today", ())
    groups: dict[object, dict[object, date]] = {}
    for day in (today, *ahead):
        classes = frozenset(
            (key, frozenset(seen)) for key, seen in dates_on([rule_set], day).items()
        )
        outcomes = tuple(passes(test, day, day) for test in tests)
        groups.setdefault(classes, {}).setdefault(outcomes, day)
    return [list(days.values()) for days in groups.values()]


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


# Those of the shipped catalogue have 701,000 nodes, which take 240 to 285 MB: an analysis after a
# change of rules takes 1 second with them, and 8 without.
MOST_NODES = 1_000_000


class Stores:
    """The stores of the last computations, lent to one computation at a time.

    >>> stores = Stores()
    >>> with stores.lent() as store_of:
    ...     first = store_of([2, 3], 100)
    >>> with stores.lent() as store_of:
    ...     store_of([2, 3], 100) is first
    True
    """

    def __init__(self, most: int = MOST_NODES) -> None:
        self._most = most
        self._stores: dict[tuple[int, ...], Diagrams] = {}
        self._turn = Lock()

    @contextmanager
    def lent(self) -> Iterator[StoreOf]:
        """Lend the stores; a computation that runs beside another one gets new ones."""
        if not self._turn.acquire(blocking=False):
            yield Diagrams
            return
        try:
            yield self._store_of
        except BaseException:
            # What broke off in the middle of a node may have left half of it.
            self._stores.clear()
            raise
        finally:
            if sum(map(len, self._stores.values())) > self._most:
                self._stores.clear()
            self._turn.release()

    def _store_of(self, sizes: Sequence[int], limit: int) -> Diagrams:
        key = tuple(sizes)
        store = self._stores[key] = self._stores.get(key) or Diagrams(sizes)
        store.limit = limit
        store.allow()
        return store


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
