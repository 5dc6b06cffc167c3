"""Finds the changed rules that may explain a change of behaviour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..conditions.tree import Condition, facts_of, groups_of, to_data
from ..schema.dependencies import facts_behind
from ..values.department import Channel
from ..values.procedure import Cost, Step
from ..values.questions import Question
from ..values.rules import RuleSet
from .rules_of import Place, Rule, rules_of

_KINDS = {
    "documents": ("document",),
    "steps": ("step",),
    "dates": ("step",),
    "costs": ("cost",),
    "warnings": ("warning",),
    "stances": ("stance",),
    "channel": ("channel",),
}


class Causes:
    """The rules, groups and tariffs that differ between two rule sets."""

    def __init__(self, before: RuleSet, after: RuleSet) -> None:
        self._sets = (before, after)
        old, new = _by_place(before), _by_place(after)
        places = dict.fromkeys((*old, *new))
        self._changed = [
            (new.get(place) or old[place])
            for place in places
            if place not in old or place not in new or _written(old[place]) != _written(new[place])
        ]
        self._groups = _different(before.groups, after.groups)
        self._fees = _different(before.fees, after.fees)

    def of(self, decision: str, subject: str, item: str) -> tuple[Place, ...]:
        """Return the places of the changed rules from which a change may come.

        If no rule explains it, return the place of the changed entry.
        """
        found = [rule.place for rule in self._changed if self._own(rule, decision, subject, item)]
        read = self._read(decision, subject)
        found += [rule.place for rule in self._changed if _fact(rule) in read]
        found += [Place("groups.yaml", key) for key in sorted(self._used_groups(subject, read))]
        if decision == "costs":
            found += [Place("fees.yaml", key) for key in sorted(self._used_fees(subject))]
        return tuple(dict.fromkeys(found)) or tuple(self._entries(subject))

    def _own(self, rule: Rule, decision: str, subject: str, item: str) -> bool:
        if decision == "orientation":
            return rule.kind == "orientation" and rule.subject == subject
        if decision in ("status", "order"):
            return rule.kind == "procedure" and rule.subject in self._rivals(subject)
        if rule.kind not in _KINDS.get(decision, ()):
            return False
        if rule.kind == "channel":
            return True
        exact = not item or rule.subject.split("#")[0] in (item, item.replace(" | ", "+"))
        return rule.procedure == subject and (exact or rule.kind in ("warning", "cost"))

    def _rivals(self, subject: str) -> set[str]:
        """Return the ids of a procedure and of those ranked before it, in either rule set."""
        found = {subject}
        for rule_set in self._sets:
            one = rule_set.procedures.get(subject)
            if one is not None:
                for other in rule_set.tracks[one.track]:
                    if other.rank < one.rank:
                        found.add(other.id)
        return found

    def _conditions(self, subject: str) -> Iterator[Condition]:
        for rule_set in self._sets:
            for rule in rules_of(rule_set):
                if subject in (rule.procedure, rule.subject) or rule.kind == "channel":
                    yield rule.when

    def _read(self, decision: str, subject: str) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        facts = frozenset().union(*(facts_of(one) for one in self._conditions(subject)))
        for rule_set in self._sets:
            found |= facts_behind(rule_set, facts)
        return found

    def _used_groups(self, subject: str, read: frozenset[str]) -> set[str]:
        used: set[str] = set()
        for rule_set in self._sets:
            for rule in rules_of(rule_set):
                if subject in (rule.procedure, rule.subject) or _fact(rule) in read:
                    used |= groups_of(rule.when) & self._groups
        return used

    def _used_fees(self, subject: str) -> set[str]:
        procedures = [one.procedures.get(subject) for one in self._sets]
        used = {cost.fee for one in procedures if one is not None for cost in one.costs}
        return used & self._fees

    def _entries(self, subject: str) -> Iterator[Place]:
        for rule_set in self._sets:
            procedure = rule_set.procedures.get(subject)
            if procedure is not None:
                yield Place(f"procedures/{procedure.family}.yaml", subject)
                return
            if subject in rule_set.orientations:
                yield Place("orientations.yaml", subject)
                return


def _by_place(rule_set: RuleSet) -> dict[Place, Rule]:
    return {rule.place: rule for rule in rules_of(rule_set)}


def _different(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {key for key in (*before, *after) if before.get(key) != after.get(key)}


def _written(rule: Rule) -> tuple[object, ...]:
    """Return the parts of a rule that decide: its condition, and its values that are no texts."""
    entry, when = rule.entry, to_data(rule.when)
    if isinstance(entry, Channel | Cost):
        return when, entry
    if isinstance(entry, Step):
        return when, entry.opens, entry.closes
    return (when, entry.allow_unknown) if isinstance(entry, Question) else (when,)


def _fact(rule: Rule) -> str:
    return rule.subject.partition("=")[0] if rule.kind in ("question", "choice", "derived") else ""
