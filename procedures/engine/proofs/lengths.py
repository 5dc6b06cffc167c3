"""Measures the questionnaire: the longest path found, and a bound that no path exceeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..relevance import needed_questions, questions_left
from ..situation import Situation
from ..values.facts import Missing, Value
from .diagrams import OutOfSteps
from .findings import Witness, witness_of
from .meaning import Meaning


@dataclass(frozen=True, slots=True)
class Lengths:
    """Numbers of questions: the longest path found and its person, the mean, and the bound."""

    longest: int
    mean: float
    at_most: int
    people: int
    witness: Witness | None = None


def lengths(meaning: Meaning, people: Iterable[Witness]) -> Lengths:
    """Return the lengths of some people's paths; ``at_most`` holds for everybody.

    ``mean`` counts each of these people once: it is the expected number of questions if all classes
    of answers are equally frequent.
    """
    asked: list[tuple[int, Witness]] = [
        (meaning.start.number_asked(answers), answers) for answers in people
    ]
    start = Situation(meaning.rule_set, {}, meaning.space.today)
    at_most = questions_left(start)
    if not asked:
        return Lengths(0, 0.0, at_most, 0)
    longest, witness = max(asked, key=lambda pair: pair[0])
    mean = sum(count for count, _ in asked) / len(asked)
    return Lengths(longest, mean, at_most, len(asked), witness)


def longer_than(meaning: Meaning, bound: int, steps: int) -> Witness | None:
    """Return the answers of a person who is asked more than ``bound`` questions, or ``None``.

    ``None`` proves that there is no such person. Raises ``OutOfSteps`` after trying ``steps`` sets
    of answers. A branch is abandoned as soon as ``questions_left`` shows that it stays short
    enough.
    """
    start = Situation(meaning.rule_set, {}, meaning.space.today)
    return _search(meaning, start, questions_left(start), bound, [steps])


def _search(
    meaning: Meaning, situation: Situation, most: int, bound: int, steps: list[int]
) -> Witness | None:
    """Search on from a situation in which at most ``most`` questions are left."""
    steps[0] -= 1
    if steps[0] < 0:
        raise OutOfSteps
    if any(situation.state(key) is Missing.PENDING for key in situation.answers):
        # A later answer made an earlier one no longer offered.
        return None
    count = len(situation.answers)
    if count > bound:
        return dict(situation.answers)
    if count + most <= bound:
        return None
    needed = needed_questions(situation)
    if not needed:
        return None
    offered = _offered(meaning, situation, needed[0])
    after = [situation.with_answer(needed[0], value) for value in offered]
    # The most promising come first. Their bound is computed once: it costs as much as ten
    # questions.
    ordered = sorted(((questions_left(one), one) for one in after), key=_bound, reverse=True)
    for left, one in ordered:
        found = _search(meaning, one, left, bound, steps)
        if found is not None:
            return found
    return None


def _bound(pair: tuple[int, Situation]) -> int:
    return pair[0]


def _offered(meaning: Meaning, situation: Situation, key: str) -> Iterator[Value | None]:
    question = meaning.rule_set.questions[key]
    for one in meaning.space.domains[key].classes:
        value = one.example
        if value is Missing.UNKNOWN:
            yield None
        elif not isinstance(value, Missing):
            named = value if isinstance(value, tuple) else (value,)
            if all(situation.is_offered(question, each) for each in named):
                yield value


def people_of(meaning: Meaning) -> Iterator[Witness]:
    """Yield one person for each procedure that is recommended to somebody on the first day."""
    for procedure in meaning.rule_set.procedures.values():
        found = witness_of(meaning, meaning.on_first_day(meaning.recommended(procedure)))
        if found is not None:
            yield found
