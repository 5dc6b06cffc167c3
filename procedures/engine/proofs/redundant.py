"""Finds parts of conditions that have no effect: always true, never true, or repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..conditions.tree import ALWAYS, All, AnyOf, Condition, FactTest, Not, facts_of, groups_of
from ..values.facts import CHANNEL_KINDS, Missing
from ..values.rules import RuleSet
from .dead import with_any_channel
from .diagrams import FALSE, TRUE, Diagram
from .findings import Finding, Witness, witness_of
from .meaning import Meaning
from .rules_of import Place, Rule, line_names, rules_of


def redundant(meaning: Meaning) -> Iterator[Finding]:
    """Yield a finding for each redundant part of a condition, repeated rule and unused group.

    A part is redundant if it is always or never true of the people whom its rule concerns, or if it
    repeats another part; if it repeats the whole condition, there is one finding. A procedure or an
    orientation concerns everybody; a rule of a derived fact, those whom no earlier rule took; a
    line of a procedure, those for whom the procedure is certain.
    """
    for rule in rules_of(meaning.rule_set):
        if rule.when != ALWAYS:
            care = concerned(meaning, rule)
            if care != FALSE:
                yield from _parts(meaning, rule, rule.when, care)
    yield from _same_rules(meaning)
    yield from _same_lines(meaning)
    yield from _unused_groups(meaning.rule_set)


def concerned(meaning: Meaning, rule: Rule) -> Diagram:
    """Return the answers of the people whom a rule may concern."""
    rule_set, store = meaning.rule_set, meaning.store
    if rule.kind == "choice":
        question = rule_set.questions[rule.subject.partition("=")[0]]
        return store.both(meaning.valid, store.certain(meaning.truth(question.when)))
    if rule.kind == "derived":
        left = meaning.valid
        for one in rule_set.derived_facts[rule.subject.partition("=")[0]].rules:
            if one.when is rule.when:
                break
            left = store.without(left, store.certain(meaning.truth(one.when)))
        return left
    if rule.kind in ("warning", "step", "document", "cost"):
        reached = meaning.certain(rule_set.procedures[rule.procedure])
        if not rule.department:
            return reached
        return store.both(reached, meaning.place_is(rule.department))
    return meaning.valid


def _parts(
    meaning: Meaning, rule: Rule, condition: Condition, care: Diagram, path: str = ""
) -> Iterator[Finding]:
    verdict = _verdict(meaning, condition, care)
    if verdict:
        read = tuple(sorted(facts_of(condition)))
        yield Finding(verdict, _inside(rule, path), rule.subject, read, witness_of(meaning, care))
        return
    if isinstance(condition, Not):
        yield from _parts(meaning, rule, condition.part, care, path + _step(condition.part))
    elif isinstance(condition, All | AnyOf):
        yield from _twins(meaning, rule, condition.parts, care, path)
        for part in condition.parts:
            yield from _parts(meaning, rule, part, care, path + _step(part))


def _step(part: Condition) -> str:
    if isinstance(part, FactTest):
        return f".{part.fact}"
    if isinstance(part, Not):
        return ".not"
    return ".any" if isinstance(part, AnyOf) else ".all"


def _inside(rule: Rule, path: str) -> Place:
    return Place(rule.place.file, f"{rule.place.path}{path}")


def _verdict(meaning: Meaning, condition: Condition, care: Diagram) -> str:
    """Return « always » or « never » if a condition is so inside a set, else an empty string."""
    store = meaning.store
    if facts_of(condition) == {"today"}:
        # The calendar decides, and not an answer: the verdict would change with the day.
        return ""
    certain = with_any_channel(meaning, condition)
    if not any(store.meet(care, one) for one in certain):
        return "never"
    if not any(store.meet(care, store.negate(one)) for one in certain):
        return "always"
    return ""


def _truths(meaning: Meaning, condition: Condition) -> tuple[Diagram, ...]:
    if "channel" not in facts_of(condition):
        return (meaning.truth(condition),)
    kinds = (*CHANNEL_KINDS, Missing.ABSENT)
    return tuple(meaning.truth(condition, meaning.store.terminal(kind)) for kind in kinds)


def _twins(
    meaning: Meaning, rule: Rule, parts: Sequence[Condition], care: Diagram, path: str
) -> Iterator[Finding]:
    seen: dict[tuple[Diagram, ...], Condition] = {}
    for part in parts:
        if facts_of(part) == {"today"}:
            continue
        here = tuple(_within(meaning, one, care) for one in _truths(meaning, part))
        if here in seen:
            where = _inside(rule, path + _step(part))
            shown = _witness_of_part(meaning, part, care)
            read = tuple(sorted(facts_of(seen[here])))
            yield Finding("repeated", where, rule.subject, read, shown)
        seen.setdefault(here, part)


def _witness_of_part(meaning: Meaning, part: Condition, care: Diagram) -> Witness | None:
    store = meaning.store
    for truth in with_any_channel(meaning, part):
        shown = store.both(care, truth)
        if shown != FALSE:
            return witness_of(meaning, shown)
    return witness_of(meaning, care)


def _within(meaning: Meaning, truth: Diagram, care: Diagram) -> Diagram:
    """Return a truth made false outside a set, so that two truths can be compared inside it."""
    return truth if care == TRUE else meaning.store.both(truth, care)


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
                extra = [
                    store.without(store.both(reached, here), there)
                    for here, there in zip(
                        with_any_channel(meaning, entry.when),
                        with_any_channel(meaning, earlier),
                        strict=False,
                    )
                ]
                if all(one == FALSE for one in extra):
                    file = f"procedures/{procedure.family}.yaml"
                    place = Place(file, f"{procedure.id}.documents.{name}")
                    shown = _witness_of_part(meaning, entry.when, reached)
                    yield Finding("repeated", place, procedure.id, entry.documents, shown)
                    break
            seen[key].append(entry.when)


def _unused_groups(rule_set: RuleSet) -> Iterator[Finding]:
    conditions = [rule.when for rule in rules_of(rule_set)]
    for questions in rule_set.inquiries.values():
        for question in questions:
            conditions += [question.when, *(choice.when for choice in question.choices)]
    used = frozenset().union(*map(groups_of, conditions))
    for key, group in rule_set.groups.items():
        # What tested it may be withdrawn with its question.
        if key not in used and group.fact not in rule_set.withdrawn.questions:
            yield Finding("unused_group", Place("groups.yaml", key), key)
