"""The meaning of an edited condition: the people for which it holds, among those it concerns."""

from dataclasses import replace
from functools import cached_property

from procedures.engine.conditions.tree import (
    Condition,
    FactTest,
    edges_of,
    looks_at_value,
    passes,
    tests_of,
)
from procedures.engine.proofs.dead import with_any_channel
from procedures.engine.proofs.diagrams import FALSE, Diagram
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.redundant import concerned
from procedures.engine.values.facts import Missing
from procedures.engine.values.rules import Orientation, RuleSet
from procedures.models import NATIONAL

from ..working_copy import WorkingCopy
from .entries import Conditioned, Edited, condition_of, value_at

PLACES = ("departement", "arrondissement", "age_today")


class Asked:
    """A condition that takes the place of an entry's present condition."""

    def __init__(self, copy: WorkingCopy, edited: Edited, condition: Condition) -> None:
        self.copy = copy
        self.edited = edited
        self.condition = condition
        self.meaning = self._meaning()
        self.store = self.meaning.store
        self.rule_set = self.meaning.rule_set

    def _meaning(self) -> Meaning:
        """Return the meaning of the whole working copy, or a smaller one for new tests.

        The space of the whole working copy serves unless the condition tests values that this space
        does not tell apart.
        """
        copy = self.copy
        whole = copy.meaning("", lambda: copy.proved)
        new = [one for one in tests_of(self.condition) if not is_distinguished(copy, whole, one)]
        if not new:
            return whole
        key = (self.edited.procedure, self.edited.department, frozenset(new))
        return copy.meaning(key, lambda: _small(copy.proved, self.edited, self.condition))

    @cached_property
    def entry(self) -> Conditioned | None:
        return self.edited.in_force(self.rule_set)

    @cached_property
    def concerned(self) -> Diagram:
        """The people that the entry may concern, whatever its condition."""
        place = self.edited
        if place.kind == "derived":
            return self._left_by_earlier_rules()
        if not (place.procedure or place.fact) or place.kind == "note":
            return self._everybody()
        rule = place.rule(condition_of(self.entry), self.entry)
        return concerned(self.meaning, rule)

    def _everybody(self) -> Diagram:
        department = self.edited.department
        if department in ("", NATIONAL):
            return self.meaning.valid
        return self.store.both(self.meaning.valid, self.meaning.place_is(department))

    def _left_by_earlier_rules(self) -> Diagram:
        left = self.meaning.valid
        for rule in self.earlier:
            left = self.store.without(left, self.certain(rule.when))
        return left

    @cached_property
    def earlier(self) -> tuple[Conditioned, ...]:
        """The entries before this one in its list."""
        place = self.edited
        listed: tuple[Conditioned, ...] = (
            value_at(self.rule_set, place.siblings) if place.siblings else ()
        )
        index = place.path[-1] if place.path else None
        return listed[:index] if isinstance(index, int) else listed

    def certain(self, condition: Condition) -> Diagram:
        return self.store.certain(self.meaning.truth(condition))

    def holds(self, condition: Condition) -> list[Diagram]:
        """Return where a condition is certain, one diagram per possible channel."""
        return with_any_channel(self.meaning, condition)

    def is_never(self, condition: Condition, care: Diagram) -> bool:
        return not any(self.store.meet(care, one) for one in self.holds(condition))

    def is_always(self, condition: Condition, care: Diagram) -> bool:
        return all(self.store.without(care, one) == FALSE for one in self.holds(condition))


def is_distinguished(copy: WorkingCopy, meaning: Meaning, test: FactTest) -> bool:
    """Tell whether a space already separates the answers that give a test different outcomes."""
    if not looks_at_value(test) or test in copy.tests.get(test.fact, ()):
        return True
    question = copy.compiled.questions.get(test.fact)
    if question is None:
        return test.fact not in PLACES or {*edges_of(test, copy.today)} <= {
            *copy.compiled.departments
        }
    if question.kind in ("integer", "date", "commune"):
        return False
    return all(
        len({passes(test, value, copy.today) for value in one.values}) == 1
        for one in meaning.space.domains[test.fact].classes
        if not isinstance(one.example, Missing)
    )


def _small(rule_set: RuleSet, edited: Edited, condition: Condition) -> RuleSet:
    """Return the rules that decide about one entry, plus the condition as one more rule."""
    own = rule_set.procedures.get(edited.procedure)
    procedures = {
        key: one if one is own else replace(one, documents=(), steps=(), costs=(), warnings=())
        for key, one in rule_set.procedures.items()
        if own is not None and (one.track == own.track or key in own.exclusive_with)
    }
    department = rule_set.departments.get(edited.department)
    extra = Orientation("", 0, {"fr": ""}, {"fr": ""}, when=condition)
    return replace(
        rule_set,
        procedures=procedures,
        orientations={**rule_set.orientations, "": extra}
        if edited.kind == "orientation"
        else {"": extra},
        departments={edited.department: department} if department else {},
    )
