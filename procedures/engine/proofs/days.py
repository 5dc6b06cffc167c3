"""The days on which a catalogue is proved: today, and those on which its rules change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..conditions.tree import FactTest, passes
from ..values.facts import Duration
from ..values.rules import RuleSet
from .domains import dates_on, tests_by_fact

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
