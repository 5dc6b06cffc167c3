"""What each decision gives, item by item: to compare rule sets, print classes, check cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from ..values.content import Text
from ..values.facts import Missing
from ..values.procedure import Cost, Procedure, Step, Warning
from ..values.rules import RuleSet
from ..values.stances import Stance, WindowEnd
from .diagrams import FALSE, NOT_FALSE, TRUE, Diagram
from .findings import Finding, shown_by
from .meaning import Held, Meaning
from .readings import rows, values_of
from .rules_of import Place


def cards(meaning: Meaning) -> Iterator[Finding]:
    """Yield each stance whose place is not the first place of the steps, for some answers.

    A stance with a moment or a last day may hold or not, whatever the answers: it counts as held.
    """
    store = meaning.store
    for procedure in meaning.rule_set.procedures.values():
        if not any(one.place for one in procedure.stances):
            continue
        first = first_place(meaning, procedure)
        left = store.restrict(meaning.valid, meaning.listed(procedure), NOT_FALSE)
        for index, (stance, held) in enumerate(taken(meaning, procedure, left)):
            for place in values_of(store, first) if stance.place else ():
                wrong = store.both(held, meaning.is_value(first, place))
                if place != stance.place and wrong != FALSE:
                    where = Place(
                        f"procedures/{procedure.family}.yaml", f"{procedure.id}.stances.{index}"
                    )
                    names = (stance.place, str(place))
                    yield shown_by(meaning, wrong, "card_place", where, procedure.id, names)


def taken(
    meaning: Meaning, procedure: Procedure, among: Diagram
) -> Iterator[tuple[Stance, Diagram]]:
    """Yield (stance, answers among which it may be that of the card) for each stance."""
    store, kind = meaning.store, meaning.channel_kind(procedure)
    for stance in procedure.stances:
        held = store.certain(meaning.truth(stance.when, kind))
        yield stance, store.both(among, held)
        if not stance.moment and stance.last_day is None:
            among = store.without(among, held)


def first_place(meaning: Meaning, procedure: Procedure) -> Diagram:
    """Return the first place that the listed steps name, as a function of the answers."""
    store, kind = meaning.store, meaning.channel_kind(procedure)
    result = store.terminal("")
    for step in reversed(procedure.steps):
        if step.place:
            here = store.terminal(step.place)
            result = store.choose(meaning.truth(step.when, kind), here, result, here)
    return result


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


# Of these a jurist reads tables: ``table``.
TABLES = ("documents", "steps", "costs", "channel")
# ((name, whether it is certain), …) in order
ClassOutcome: TypeAlias = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class ClassRow:
    """Some answers of one class: for each question that is read, the classes of its values.

    Rows with the same ``number`` belong to one class, whose answers no rule of the decision tells
    apart.
    """

    number: int
    answers: Mapping[str, tuple[int, ...]]
    outcome: ClassOutcome


def decision(meaning: Meaning, procedure: Procedure, name: str) -> Diagram:
    """Return the diagram of outcomes of one decision (in ``TABLES``) about a procedure.

    Its value is ``None`` where the procedure is not recommended.
    """
    store = meaning.store
    reached = meaning.recommended(procedure)
    result = store.map(reached, lambda held: () if held else None, "start of outcomes")
    for item, given in items(meaning, procedure, name):
        result = store.combine(result, given, _Appended(item), ("outcome", item))
    return result


class _Appended:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, outcome: ClassOutcome | None, given: object) -> ClassOutcome | None:
        if outcome is None or given is False or given == "":
            return outcome
        if given is True or given is None:
            return (*outcome, (self._name, given is True))
        return (*outcome, (word(given), True))


def number_of_classes(meaning: Meaning, outcomes: Diagram) -> int:
    """Return the number of different outcomes in a diagram."""
    return sum(value is not None for value in values_of(meaning.store, outcomes))


def table(meaning: Meaning, outcomes: Diagram) -> Iterator[ClassRow]:
    """Yield the rows of a decision's table, class by class, in the order of first appearance."""
    numbers: dict[object, int] = {}
    found: dict[int, list[ClassRow]] = {}
    for path, outcome in rows(meaning.store, outcomes):
        if not isinstance(outcome, tuple):
            continue
        number = numbers.setdefault(outcome, len(numbers) + 1)
        answers = {meaning.space.questions[level]: classes for level, classes in path.items()}
        found.setdefault(number, []).append(ClassRow(number, answers, outcome))
    for listed in found.values():
        yield from listed
