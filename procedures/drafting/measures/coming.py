"""Changes that the calendar alone will bring: prices, rules, announcements that begin or end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from procedures.engine.conditions.tree import NEVER, on_day, tests_of
from procedures.engine.proofs.rules_of import Place, Rule, rules_of
from procedures.engine.proofs.space import days_in
from procedures.engine.shortening import shortened
from procedures.engine.values.content import Text
from procedures.engine.values.rules import Fee, RuleSet

BEGINS, ENDS, CHANGES = "commence", "finit", "change"
LONGEST = 120
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A thing that begins, ends or changes on a day: where it is written, and what it says."""

    kind: str
    place: Place
    text: str = ""


def coming(rule_set: RuleSet, today: date) -> list[tuple[date, list[Turn]]]:
    """Return [(day, what changes)] for the days after today, in their order.

    A rule changes on the first day on which it holds, and on the first on which it holds no more.
    """
    found: defaultdict[date, list[Turn]] = defaultdict(list)
    for day, turn in _turns(rule_set):
        if day > today:
            found[day].append(turn)
    return sorted(found.items())


def _turns(rule_set: RuleSet) -> Iterator[tuple[date, Turn]]:
    for fee in rule_set.fees.values():
        yield from _prices(fee)
    for rule in rules_of(rule_set):
        yield from _of_rule(rule)
    yield from _steps(rule_set)
    for code, department in rule_set.departments.items():
        for index, notice in enumerate(department.notices):
            place = Place(f"departements/{code}.yaml", f"notices.{notice.id or index}")
            yield from _between(notice.first_shown, notice.last_shown, place, notice.text)


def _steps(rule_set: RuleSet) -> Iterator[tuple[date, Turn]]:
    for procedure in rule_set.procedures.values():
        for step in procedure.steps:
            place = Place(f"procedures/{procedure.family}.yaml", f"{procedure.id}.steps.{step.id}")
            opens = step.opens.day if step.opens else None
            closes = step.closes.day if step.closes else None
            yield from _between(opens, closes, place, step.text)


def _between(
    first: date | None, last: date | None, place: Place, text: Text
) -> Iterator[tuple[date, Turn]]:
    words = shortened(text.get("fr", ""), LONGEST)
    if first:
        yield first, Turn(BEGINS, place, words)
    if last:
        yield last + _DAY, Turn(ENDS, place, words)


def _prices(fee: Fee) -> Iterator[tuple[date, Turn]]:
    for one in fee.amounts:
        before = fee.amount_on(one.start - _DAY)
        if before != one.amount:
            was = f"{_money(before, fee)}, puis " if before is not None else ""
            text = f"{was}{_money(one.amount, fee)}"
            yield one.start, Turn(CHANGES, Place("fees.yaml", fee.id), text)


def _money(amount: Decimal, fee: Fee) -> str:
    return f"{amount:n} {'€' if fee.currency == 'EUR' else fee.currency}"


def _of_rule(rule: Rule) -> Iterator[tuple[date, Turn]]:
    edges = {day for test in tests_of(rule.when) if test.fact == "today" for day in days_in(test)}
    place = Place(rule.place.file, rule.place.path.removesuffix(".when"))
    words = getattr(rule.entry, "text", None) or {}
    for day in sorted(edges | {edge + _DAY for edge in edges}):
        before, after = on_day(rule.when, day - _DAY), on_day(rule.when, day)
        if before != after:
            kind = BEGINS if before == NEVER else ENDS if after == NEVER else CHANGES
            yield day, Turn(kind, place, shortened(words.get("fr", ""), LONGEST))
