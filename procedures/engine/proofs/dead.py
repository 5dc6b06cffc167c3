"""Finds dead rules: those that can never take effect, whatever anybody answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..conditions.tree import NEVER, Condition, on_day, tests_of
from ..values.channel_kinds import CHANNEL_KINDS
from ..values.department import Channel, specificity
from ..values.facts import Missing
from ..values.procedure import Procedure
from ..values.questions import Question
from ..values.rules import RuleSet
from .diagrams import FALSE, IS_FALSE, IS_TRUE, NOT_FALSE, TRUE, Diagram
from .findings import Finding
from .meaning import Held, Meaning
from .readings import values_of
from .rules_of import Place, Rule, rules_of
from .space import Offer, days_in


def dead(meaning: Meaning) -> Iterator[Finding]:
    """Yield a finding for each question, choice, procedure, line, channel… that never occurs.

    Agents change channels at any time. A line that tests the channel is therefore dead only if no
    kind of channel would make it occur.
    """
    rule_set = meaning.rule_set
    for question in rule_set.questions.values():
        yield from _question(meaning, question)
    yield from _values(meaning)
    for procedure in rule_set.procedures.values():
        yield from _procedure(meaning, procedure)
    yield from _lines(meaning)
    yield from _departments(meaning)
    for orientation in rule_set.orientations.values():
        if not meaning.store.takes(meaning.valid, meaning.truth(orientation.when), IS_TRUE):
            place = Place("orientations.yaml", f"{orientation.id}.when")
            yield Finding("dead_orientation", place, orientation.id)


def _question(meaning: Meaning, question: Question) -> Iterator[Finding]:
    store = meaning.store
    applies = store.restrict(meaning.valid, meaning.truth(question.when), IS_TRUE)
    path = question.key
    if applies == FALSE:
        yield Finding("dead_question", Place("questions.yaml", f"{path}.when"), path, ("when",))
        return
    if not matters(meaning, question.key):
        yield Finding("dead_question", Place("questions.yaml", path), path, ("useless",))
    for choice in question.choices:
        if not store.takes(applies, meaning.truth(choice.when), NOT_FALSE):
            place = Place("questions.yaml", f"{path}.choices.{choice.value}.when")
            yield Finding("dead_choice", place, path, (choice.value,))


def matters(meaning: Meaning, key: str) -> bool:
    """Tell whether the answer to a question ever changes what a person gets.

    That is which procedures are listed, or the channel, lines, costs and dates of a recommended
    one; or whether another question is asked, since a derived fact answers it.
    """
    level = meaning.space.levels[key]
    settling = meaning.rule_set.settled_by.values()
    if any(meaning.store.varies(meaning.state(one), meaning.valid, level) for one in settling):
        return True
    for procedure in meaning.rule_set.procedures.values():
        if meaning.store.varies(meaning.listed(procedure), meaning.valid, level):
            return True
        reached = meaning.recommended(procedure)
        if reached == FALSE:
            continue
        details = [meaning.channel(procedure), *_details(meaning, procedure)]
        if any(meaning.store.varies(one, reached, level) for one in details):
            return True
        if any(_dates_read(meaning, procedure, reached, key)):
            return True
    return False


def _details(meaning: Meaning, procedure: Procedure) -> Iterator[Diagram]:
    kind = meaning.channel_kind(procedure)
    for _, _, truth in meaning.documents(procedure):
        yield truth
    for step in procedure.steps:
        yield meaning.truth(step.when, kind)
    for _, truth in meaning.costs(procedure):
        yield truth


def _dates_read(
    meaning: Meaning, procedure: Procedure, reached: Diagram, key: str
) -> Iterator[bool]:
    kind = meaning.channel_kind(procedure)
    store = meaning.store
    for step in procedure.steps:
        for end in (step.opens, step.closes):
            if end is not None and end.fact == key:
                shown = store.restrict(reached, meaning.truth(step.when, kind), IS_TRUE)
                dated = store.map(meaning.state(key), _is_value, "has a value")
                yield store.meet(shown, dated)


def _is_value(state: object) -> bool:
    return not isinstance(state, (Missing, Offer))


def _values(meaning: Meaning) -> Iterator[Finding]:
    store = meaning.store
    for derived in meaning.rule_set.derived_facts.values():
        left = meaning.valid
        for index, rule in enumerate(derived.rules):
            truth = meaning.truth(rule.when)
            if not store.takes(left, truth, IS_TRUE):
                place = Place("derived_facts.yaml", f"{derived.key}.rules.{index}")
                yield Finding("dead_value", place, derived.key, (str(rule.value),))
            left = store.restrict(left, truth, IS_FALSE)


def _procedure(meaning: Meaning, procedure: Procedure) -> Iterator[Finding]:
    if meaning.recommended(procedure) == FALSE:
        written = meaning.truth(procedure.when)
        reason = "beaten" if meaning.store.takes(meaning.valid, written, IS_TRUE) else "never"
        place = Place(f"procedures/{procedure.family}.yaml", f"{procedure.id}.when")
        yield Finding("dead_procedure", place, procedure.id, (reason,))


_LINES = ("warning", "stance", "step", "document", "cost")


def _lines(meaning: Meaning) -> Iterator[Finding]:
    """Yield the lines of procedures that are for no person, in procedures for some."""
    store, procedures = meaning.store, meaning.rule_set.procedures
    for rule in rules_of(meaning.rule_set):
        if rule.kind not in _LINES or meaning.recommended(procedures[rule.procedure]) == FALSE:
            continue
        reached = meaning.certain(procedures[rule.procedure])
        if rule.department:
            reached = store.both(reached, meaning.place_is(rule.department))
        truths = truths_with_any_channel(meaning, rule.when)
        if reached != FALSE and not any(store.takes(reached, one, IS_TRUE) for one in truths):
            place = Place(rule.place.file, rule.place.path.removesuffix(".when"))
            yield Finding(f"dead_{rule.kind}", place, rule.procedure, (rule.subject,))


def with_any_channel(meaning: Meaning, condition: Condition) -> list[Diagram]:
    """Return the sets where a condition is certain, one for each possible kind of channel."""
    return [meaning.store.certain(one) for one in truths_with_any_channel(meaning, condition)]


def truths_with_any_channel(meaning: Meaning, condition: Condition) -> list[Diagram]:
    """Return the truths of a condition, one for each possible kind of channel."""
    if "channel" not in meaning.facts_of(condition):
        return [meaning.truth(condition)]
    kinds = [meaning.store.terminal(kind) for kind in (*CHANNEL_KINDS, Missing.ABSENT)]
    return [meaning.truth(condition, kind) for kind in kinds]


def _departments(meaning: Meaning) -> Iterator[Finding]:
    rule_set, store = meaning.rule_set, meaning.store
    used = set()
    for procedure in rule_set.procedures.values():
        reached = meaning.recommended(procedure)
        if reached != FALSE:
            met = store.combine(
                reached, meaning.channel(procedure), lambda held, one: one if held else None, "met"
            )
            used |= {id(one.channel) for one in values_of(store, met) if isinstance(one, Held)}
    for code, department in rule_set.departments.items():
        file = f"departements/{code}.yaml"
        for index, channel in enumerate(department.channels):
            if id(channel) not in used:
                others = (channel.kind, _why_unused(meaning, code, channel))
                place = Place(file, f"channels.{channel.id or index}")
                yield Finding("dead_channel", place, code, others)
        for name, override in department.overrides.items():
            yield from _override(meaning, code, name, override.drop_documents)


def _why_unused(meaning: Meaning, code: str, channel: Channel) -> str:
    """Return « never » (it names no procedure), « beaten », or « unused » (it is for no person)."""
    store, truth = meaning.store, meaning.truth(channel.when)
    named = [one for one in meaning.rule_set.procedures.values() if specificity(channel, one)]
    where = TRUE if code == "national" else meaning.place_is(code)
    for one in named:
        if store.meet(store.restrict(meaning.recommended(one), truth, IS_TRUE), where):
            return "beaten"
    return "unused" if named else "never"


def _override(meaning: Meaning, code: str, name: str, dropped: frozenset[str]) -> Iterator[Finding]:
    procedure = meaning.rule_set.procedures[name]
    file, path = f"departements/{code}.yaml", f"overrides.{name}"
    if not meaning.store.meet(meaning.certain(procedure), meaning.place_is(code)):
        yield Finding("dead_override", Place(file, path), name, (code,))
        return
    plain = {entry.documents[0] for entry in procedure.documents if not entry.one_of}
    for document in sorted(dropped - plain):
        yield Finding("dead_override", Place(file, f"{path}.drop_documents"), name, (document,))


_DAY = timedelta(days=1)


def ended(rule_set: RuleSet, today: date) -> Iterator[Finding]:
    """Yield each rule whose last day is before today."""
    for rule in rules_of(rule_set):
        last = _last_day(rule)
        if last is not None and last < today:
            yield Finding("ended", _place(rule), rule.subject, (last.isoformat(),))


def without_ended(
    findings: Iterable[Finding], rule_set: RuleSet, today: date
) -> tuple[Finding, ...]:
    """Return findings without those that only say that a rule which has ended has no effect."""
    places = [one.place for one in ended(rule_set, today)]
    return tuple(one for one in findings if not any(_is_of(one, place) for place in places))


def _is_of(one: Finding, place: Place) -> bool:
    if one.kind == "dead_override":
        return place.path == one.subject
    idle = one.kind.startswith("dead_") or one.kind in ("never", "always", "repeated")
    inside = f"{one.place.path}.".startswith(f"{place.path}.")
    return idle and one.place.file == place.file and inside


def _last_day(rule: Rule) -> date | None:
    """Return the last day on which a rule can hold, however it is written, if there is one."""
    tests = (test for test in tests_of(rule.when) if test.fact == "today")
    edges = {day for test in tests for day in days_in(test)}
    last = max(edges, default=date.max)
    if last == date.max or on_day(rule.when, last + _DAY) != NEVER:
        return None
    days = sorted(edges | {day - _DAY for day in edges if day > date.min}, reverse=True)
    return next((day for day in days if on_day(rule.when, day) != NEVER), None)


def _place(rule: Rule) -> Place:
    return Place(rule.place.file, rule.place.path.removesuffix(".when"))
