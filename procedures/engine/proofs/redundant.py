"""Finds parts of conditions that have no effect: always true, never true, or repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ..conditions.tree import ALWAYS, All, AnyOf, Condition, FactTest, Not, groups_of, tests_of
from ..values.rules import RuleSet
from .dead import truths_with_any_channel
from .diagrams import FALSE, IS_TRUE, NOT_TRUE, Diagram
from .domains import tests_by_fact
from .findings import Finding, Witness, witness_of
from .meaning import Meaning
from .rules_of import Place, Rule, line_names, rules_of

# Its kind, its path inside a condition, the facts that it names, answers that show it.
_Remark: TypeAlias = tuple[str, str, tuple[str, ...], Witness | None]


def redundant(meaning: Meaning) -> Iterator[Finding]:
    """Yield a finding for each redundant part of a condition, repeated rule and unused group.

    A part is redundant if it is always or never true of the people that its rule concerns, or if it
    repeats another part; if it repeats the whole condition, there is one finding. A procedure or an
    orientation concerns everybody; a rule of a derived fact, those that no earlier rule took; a
    line of a procedure, those with a certain procedure.
    """
    parts = _Parts(meaning)
    for rule in rules_of(meaning.rule_set):
        if rule.when != ALWAYS:
            care = concerned(meaning, rule)
            if care != FALSE:
                for kind, path, read, shown in parts.remarks(rule.when, care):
                    place = Place(rule.place.file, f"{rule.place.path}{path}")
                    yield Finding(kind, place, rule.subject, read, shown)
    yield from _same_rules(meaning)
    yield from _same_lines(meaning)
    yield from _unused_groups(meaning.rule_set)


def concerned(meaning: Meaning, rule: Rule) -> Diagram:
    """Return the answers of the people that a rule may concern."""
    rule_set, store = meaning.rule_set, meaning.store
    if rule.kind == "choice":
        question = rule_set.questions[rule.subject.partition("=")[0]]
        return store.restrict(meaning.valid, meaning.truth(question.when), IS_TRUE)
    if rule.kind == "derived":
        left = meaning.valid
        for one in rule_set.derived_facts[rule.subject.partition("=")[0]].rules:
            if one is rule.entry:
                break
            left = store.restrict(left, meaning.truth(one.when), NOT_TRUE)
        return left
    if rule.kind in ("warning", "step", "document", "cost"):
        reached = meaning.certain(rule_set.procedures[rule.procedure])
        if not rule.department:
            return reached
        return store.both(reached, meaning.place_is(rule.department))
    return meaning.valid


class _Parts:
    """What is remarked of the parts of conditions: once for all rules with the same condition that
    concern the same people, as two of three do in the shipped catalogue."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self._known: dict[tuple[int, Diagram], list[_Remark]] = {}

    def remarks(self, condition: Condition, care: Diagram) -> list[_Remark]:
        """Return (kind, path inside the condition, facts, witness) for each redundant part."""
        key = (id(condition), care)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = [*self._find(condition, care)]
        return found

    def _find(self, condition: Condition, care: Diagram) -> Iterator[_Remark]:
        meaning = self._meaning
        verdict = _verdict(meaning, condition, care)
        if verdict:
            read = tuple(sorted(meaning.facts_of(condition)))
            yield verdict, "", read, witness_of(meaning, care)
            return
        parts: tuple[Condition, ...] = (condition.part,) if isinstance(condition, Not) else ()
        if isinstance(condition, All | AnyOf):
            parts = condition.parts
            yield from _twins(meaning, parts, care)
        for part in parts:
            for kind, path, read, shown in self.remarks(part, care):
                yield kind, _step(part) + path, read, shown


def _step(part: Condition) -> str:
    if isinstance(part, FactTest):
        return f".{part.fact}"
    if isinstance(part, Not):
        return ".not"
    return ".any" if isinstance(part, AnyOf) else ".all"


def _verdict(meaning: Meaning, condition: Condition, care: Diagram) -> str:
    """Return « always » or « never » if a condition is so inside a set, else an empty string."""
    store = meaning.store
    if meaning.facts_of(condition) == {"today"}:
        # The calendar decides, and not an answer: the verdict would change with the day.
        return ""
    truths = truths_with_any_channel(meaning, condition)
    if not any(store.takes(care, one, IS_TRUE) for one in truths):
        return "never"
    if not any(store.takes(care, one, NOT_TRUE) for one in truths):
        return "always"
    return ""


def _twins(meaning: Meaning, parts: Sequence[Condition], care: Diagram) -> Iterator[_Remark]:
    seen: list[tuple[Condition, list[Diagram]]] = []
    for part in parts:
        if meaning.facts_of(part) == {"today"}:
            continue
        here = truths_with_any_channel(meaning, part)
        twin = next((one for one, there in seen if _same(meaning, care, here, there)), None)
        if twin is not None:
            read = tuple(sorted(meaning.facts_of(twin)))
            yield "repeated", _step(part), read, _witness_of_part(meaning, part, care)
        seen.append((part, here))


def _witness_of_part(meaning: Meaning, part: Condition, care: Diagram) -> Witness | None:
    store = meaning.store
    for truth in truths_with_any_channel(meaning, part):
        shown = store.restrict(care, truth, IS_TRUE)
        if shown != FALSE:
            return witness_of(meaning, shown)
    return witness_of(meaning, care)


def _same(
    meaning: Meaning, care: Diagram, here: Sequence[Diagram], there: Sequence[Diagram]
) -> bool:
    pairs = zip(here, there, strict=False)
    return len(here) == len(there) and all(meaning.store.same_in(care, *pair) for pair in pairs)


def _same_rules(meaning: Meaning) -> Iterator[Finding]:
    seen: dict[tuple[str, Diagram], str] = {}
    for procedure in meaning.rule_set.procedures.values():
        truth = meaning.store.both(meaning.valid, meaning.when(procedure))
        if truth == FALSE:
            continue
        first = seen.setdefault((procedure.track, truth), procedure.id)
        if first != procedure.id:
            place = Place(f"procedures/{procedure.family}.yaml", f"{procedure.id}.when")
            certain = meaning.certain(procedure)
            shown = witness_of(meaning, certain) if certain != FALSE else None
            yield Finding("repeated", place, procedure.id, (first,), shown)


def _same_lines(meaning: Meaning) -> Iterator[Finding]:
    """Yield the lines of a list that add nothing to an earlier line with the same documents."""
    store = meaning.store
    for procedure in meaning.rule_set.procedures.values():
        reached = meaning.certain(procedure)
        if reached == FALSE:
            continue
        seen: dict[tuple[tuple[str, ...], bool], list[Condition]] = {}
        names = line_names(procedure.documents)
        for name, entry in zip(names, procedure.documents, strict=True):
            key = (entry.documents, entry.one_of)
            for earlier in seen.setdefault(key, []):
                pairs = zip(
                    truths_with_any_channel(meaning, entry.when),
                    truths_with_any_channel(meaning, earlier),
                    strict=False,
                )
                if not any(
                    store.takes(store.restrict(reached, here, IS_TRUE), there, NOT_TRUE)
                    for here, there in pairs
                ):
                    file = f"procedures/{procedure.family}.yaml"
                    place = Place(file, f"{procedure.id}.documents.{name}")
                    shown = _witness_of_part(meaning, entry.when, reached)
                    yield Finding("repeated", place, procedure.id, entry.documents, shown)
                    break
            seen[key].append(entry.when)


def _unused_groups(rule_set: RuleSet) -> Iterator[Finding]:
    tests = [test for tests in tests_by_fact([rule_set]).values() for test in tests]
    for questions in rule_set.inquiries.values():
        for question in questions:
            tests += tests_of(question.when)
            tests += [test for choice in question.choices for test in tests_of(choice.when)]
    used = frozenset().union(*map(groups_of, tests))
    for key, group in rule_set.groups.items():
        # What tested it may be withdrawn with its question.
        if key not in used and group.fact not in rule_set.withdrawn.questions:
            yield Finding("unused_group", Place("groups.yaml", key), key)
