"""The results of each decision, item by item, as diagrams that compare between rule sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from ..values.content import Text
from ..values.facts import Missing
from ..values.procedure import Cost, Procedure, Step, Warning
from ..values.rules import RuleSet
from ..values.stances import Stance, WindowEnd
from .cards import taken
from .diagrams import TRUE, Diagram
from .meaning import Held, Meaning
from .readings import values_of

__all__ = ["DECISIONS", "items", "notices", "values_of", "words"]

DECISIONS = ("documents", "steps", "dates", "costs", "warnings", "stances", "channel")
_Change = TypeVar("_Change")


def items(meaning: Meaning, procedure: Procedure, decision: str) -> Iterator[tuple[str, Diagram]]:
    """Yield (name, diagram) for each item that a decision may give.

    The values are truths for items that are there or not, and texts for dates, amounts and
    channels.
    """
    kind = meaning.channel_kind(procedure)
    if decision == "documents":
        # A document on two lines is certain if one of the lines is: the person sees it once.
        listed = [
            (" | ".join(one.documents), held) for one, _, held in meaning.documents(procedure)
        ]
        yield from _merged(meaning, listed)
    elif decision == "steps":
        yield from ((one.id, meaning.truth(one.when, kind)) for one in procedure.steps)
    elif decision == "dates":
        for step in procedure.steps:
            yield step.id, _shown(meaning, procedure, step, _window(step))
    elif decision == "costs":
        yield from _costs(meaning, procedure)
    elif decision == "warnings":
        truths = [
            (one.text.get("fr", ""), meaning.truth(one.when, kind)) for one in _warnings(procedure)
        ]
        certain = [(name, meaning.store.certain(truth)) for name, truth in truths]
        yield from _merged(meaning, certain)
    elif decision == "stances":
        held_stances = [(_stance(one), held) for one, held in taken(meaning, procedure, TRUE)]
        yield from _merged(meaning, held_stances)
    else:
        found = meaning.channel(procedure)
        yield "", meaning.store.map(found, _channel, "channel of a result")


def _merged(meaning: Meaning, listed: list[tuple[str, Diagram]]) -> Iterator[tuple[str, Diagram]]:
    merged: dict[str, Diagram] = {}
    for name, truth in listed:
        merged[name] = meaning.store.either(merged[name], truth) if name in merged else truth
    yield from merged.items()


def _warnings(procedure: Procedure) -> list[Warning]:
    return [*procedure.warnings, *(one for step in procedure.steps for one in step.warnings)]


def _stance(one: Stance) -> str:
    until = f"jusqu'à {_end(one.last_day)}" if one.last_day else ""
    today = "aujourd'hui" if one.today else ""
    parts = (one.stance, one.moment, one.step, until, today, one.lead.get("fr", ""))
    return " ".join(filter(None, parts))


def _shown(meaning: Meaning, procedure: Procedure, step: Step, line: str) -> Diagram:
    store = meaning.store
    truth = meaning.truth(step.when, meaning.channel_kind(procedure))
    value, none = store.terminal(line), store.terminal("")
    return store.choose(truth, value, none, value)


def _window(step: Step) -> str:
    ends = (("du", step.opens), ("au", step.closes))
    return " ".join(f"{word} {_end(end)}" for word, end in ends if end is not None)


def _end(end: WindowEnd) -> str:
    if end.day is not None:
        return end.day.isoformat()
    shift = " ".join(f"{count:+d} {unit}" for unit, count in end.shift.to_data().items())
    appeal = f" {end.appeal_months:+d} months" if end.appeal_months else ""
    return f"{end.fact} {shift}{appeal}"


def _costs(meaning: Meaning, procedure: Procedure) -> Iterator[tuple[str, Diagram]]:
    store = meaning.store
    for index, (cost, truth) in enumerate(meaning.costs(procedure)):
        label, amount, currency = cost.label, cost.amount, cost.currency
        if cost.fee:
            fee = meaning.rule_set.fees[cost.fee]
            label, currency = fee.label, fee.currency
            amount = fee.amount_on(meaning.space.today)
        line = f"{label.get('fr', '')} : {amount if amount is not None else '?'} {currency}"
        yes, maybe = store.terminal(line), store.terminal(f"{line} ({_maybe(cost)})")
        yield str(index), store.choose(truth, yes, store.terminal(""), maybe)


def _maybe(cost: Cost) -> str:
    return "peut être demandé" if cost.possible else "peut-être"


def _channel(found: object) -> tuple[object, ...]:
    if not isinstance(found, Held):
        return ("aucun" if found is Missing.ABSENT else "commune à connaître",)
    one = found.channel
    texts = (_frozen(text) for text in (one.address, one.instructions, one.no_slot_help))
    return (one.kind, one.consulate, one.url, *texts)


def _frozen(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(text.items()))


def words(pair: object) -> tuple[str, str]:
    """Return the two outcomes of a pair as short words for a report."""
    was, will = pair if isinstance(pair, tuple) else ("", "")
    return word(was), word(will)


_WORDS: Mapping[object, str] = {True: "oui", False: "non", None: "peut-être", "": "non"}


def word(value: object) -> str:
    """Return an outcome as a short word."""
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value if isinstance(part, str) and part)
    return _WORDS.get(value, str(value))


def notices(
    before: RuleSet, after: RuleSet, today: date, change: Callable[[str, str, str], _Change]
) -> Iterator[_Change]:
    """Yield ``change(code, before, after)`` for each département whose notices differ.

    Only the notices shown on ``today`` count.
    """
    for code in dict.fromkeys((*before.departments, *after.departments)):
        was, will = _shown_on(before, code, today), _shown_on(after, code, today)
        if was != will:
            yield change(code, " | ".join(was), " | ".join(will))


def _shown_on(rule_set: RuleSet, code: str, today: date) -> list[str]:
    department = rule_set.departments.get(code)
    return [
        f"{one.text.get('fr', '')} {' '.join(sorted(one.families))}".strip()
        for one in (department.notices if department else ())
        if one.is_shown(today)
    ]
