"""The entry of a condition: from its database row to its place in a rule set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

from procedures import models
from procedures.engine.conditions.tree import ALWAYS, Condition
from procedures.engine.proofs.rules_of import Place, Rule
from procedures.engine.values.rules import RuleSet
from procedures.exchange.snapshots import parents_of
from procedures.models.base import is_key

# The rows that have a condition.
Row: TypeAlias = (
    models.Choice
    | models.DerivedRule
    | models.Step
    | models.DocumentEntry
    | models.Cost
    | models.ProcedureWarning
    | models.StepWarning
    | models.ProcedureStance
    | models.Channel
    | models.DocumentNote
    | models.Procedure
    | models.Question
    | models.Orientation
    | models.Invariant
    | models.ProvisionalPaper
)
# The keys, indexes and attributes that lead to a value in a rule set.
Path: TypeAlias = tuple[str | int, ...]
KINDS: dict[type[Row], str] = {
    models.Question: "question",
    models.Choice: "choice",
    models.DerivedRule: "derived",
    models.Procedure: "procedure",
    models.ProcedureWarning: "warning",
    models.StepWarning: "warning",
    models.ProcedureStance: "stance",
    models.Step: "step",
    models.DocumentEntry: "document",
    models.Cost: "cost",
    models.Channel: "channel",
    models.Orientation: "orientation",
    models.Invariant: "invariant",
    models.ProvisionalPaper: "paper",
    models.DocumentNote: "note",
}
NAMES = {model._meta.model_name: model for model in KINDS}
# The lines of a procedure may test the channel through which it is filed.
KNOWS_CHANNEL = ("warning", "stance", "step", "document", "cost")


class Conditioned(Protocol):
    """An entry of a rule set that has a condition."""

    @property
    def when(self) -> Condition: ...


@dataclass(frozen=True)
class Edited:
    """An entry whose condition is being edited.

    ``path`` leads to the entry in a rule set. ``siblings`` leads to its list; an entry that is not
    saved yet has an empty ``path`` and will be added there.
    """

    kind: str
    part: str
    path: Path = ()
    siblings: Path = ()
    procedure: str = ""
    department: str = ""
    fact: str = ""
    inquiry: str = ""

    @property
    def knows_channel(self) -> bool:
        return self.kind in KNOWS_CHANNEL

    def rule(self, when: Condition, entry: Conditioned | None = None) -> Rule:
        """Return the entry as the rule that the analysis uses."""
        subject = f"{self.fact}=" if self.fact else ""
        place = Place("", "")
        return Rule(self.kind, place, when, subject, self.procedure, self.department, entry)

    def in_force(self, rule_set: RuleSet) -> Conditioned | None:
        """Return the entry in a rule set, or ``None`` if it is not there yet."""
        found: Conditioned | None = value_at(rule_set, self.path) if self.path else None
        return found

    def is_withdrawn(self, rule_set: RuleSet) -> bool:
        """Tell whether the entry, or what it stands in, is missing from a rule set.

        What is withdrawn for a season is read, and is in no rule set.
        """
        try:
            value_at(rule_set, self.path or self.siblings)
        except (KeyError, IndexError):
            return True
        return False

    def rewritten(self, rule_set: RuleSet, condition: Condition) -> RuleSet:
        """Return a rule set in which the entry has another condition."""
        changed: RuleSet = with_condition(rule_set, self.path, condition)
        return changed


# What gives the Edited of a row of one model and its kind.
Find: TypeAlias = Callable[[Any, str], Edited]


def find_row(name: str, pk: str = "", parent: str = "", parent_pk: str = "") -> Row | None:
    """Return the row that a form edits, or an unsaved row in its parent, or ``None``."""
    model = NAMES.get(name)
    if model is None:
        return None
    if pk:
        return model.objects.filter(pk=pk).first() if is_key(model, pk) else None
    row = model()
    if parent in parents_of(model):
        related = model._meta.get_field(parent).related_model
        if related and is_key(related, parent_pk):
            found = related._default_manager.filter(pk=parent_pk).first()
            if found is None:
                return None
            setattr(row, parent, found)
    return row


def edited(row: Row) -> Edited:
    """Return the ``Edited`` for a row, saved or not."""
    kind = KINDS[type(row)]
    around = [getattr(row, f"{name}_id") for name in parents_of(type(row))]
    if around and not any(around):
        return Edited(kind, models.NATIONAL)
    find: dict[type[Row], Find] = {
        models.Question: _question,
        models.Procedure: _keyed("procedures", procedure=True),
        models.Orientation: _keyed("orientations"),
        models.Invariant: _keyed("invariants"),
        models.ProvisionalPaper: _keyed("provisional_papers"),
        models.Choice: _choice,
        models.DerivedRule: _derived,
        models.DocumentNote: _note,
        models.Channel: _channel,
        models.StepWarning: _step_warning,
        models.DocumentEntry: _document,
        models.Step: _of_procedure("steps"),
        models.Cost: _of_procedure("costs"),
        models.ProcedureWarning: _of_procedure("warnings"),
        models.ProcedureStance: _of_procedure("stances"),
    }
    return find[type(row)](row, kind)


def _keyed(section: str, *, procedure: bool = False) -> Find:
    def find(row: Any, kind: str) -> Edited:
        path = (section, row.key) if row.pk else ()
        return Edited(kind, row.part, path, procedure=row.key if procedure else "")

    return find


def _of_procedure(name: str) -> Find:
    def find(row: Any, kind: str) -> Edited:
        key = row.procedure.key
        return _line(row, kind, ("procedures", key, name), "procedure", procedure=key)

    return find


def _line(row: Row, kind: str, siblings: Path, parent: str, **more: str) -> Edited:
    """Return an entry of a list, located by its index among the rows of the same parent."""
    path: Path = ()
    if row.pk:
        beside = type(row).objects.filter(**{f"{parent}_id": getattr(row, f"{parent}_id")})
        keys = list(beside.order_by("position", "pk").values_list("pk", flat=True))
        path = (*siblings, keys.index(row.pk))
    return Edited(kind, row.part, path, siblings, **more)


def _question(row: models.Question, kind: str) -> Edited:
    if row.inquiry is None:
        path = ("questions", row.key) if row.pk else ()
        return Edited(kind, row.part, path, fact=row.key)
    siblings = ("inquiries", row.inquiry.key)
    return _line(row, "inquiry", siblings, "inquiry", inquiry=row.inquiry.key)


def _choice(row: models.Choice, kind: str) -> Edited:
    place = edited(row.question)
    if place.inquiry:
        kind = "inquiry"
    more = {"fact": row.question.key, "inquiry": place.inquiry}
    return _line(row, kind, (*place.path, "choices"), "question", **more)


def _derived(row: models.DerivedRule, kind: str) -> Edited:
    key = row.derived_fact.key
    return _line(row, kind, ("derived_facts", key, "rules"), "derived_fact", fact=key)


def _note(row: models.DocumentNote, kind: str) -> Edited:
    return _line(row, kind, ("documents", row.document.key, "notes"), "document")


def _channel(row: models.Channel, kind: str) -> Edited:
    code = row.department.code
    siblings = ("departments", code, "channels")
    return _line(row, kind, siblings, "department", department=code)


def _step_warning(row: models.StepWarning, kind: str) -> Edited:
    step = edited(row.step)
    siblings = (*step.path, "warnings")
    return _line(row, kind, siblings, "step", procedure=step.procedure)


def _document(row: models.DocumentEntry, kind: str) -> Edited:
    if row.override is None:
        return _of_procedure("documents")(row, kind)
    code, key = row.override.department.code, row.override.procedure.key
    siblings = ("departments", code, "overrides", key, "add_documents")
    return _line(row, kind, siblings, "override", procedure=key, department=code)


def value_at(value: Any, path: Path) -> Any:
    """Return the value at the end of a path of keys, indexes and attributes.

    >>> value_at({"a": (1, 2)}, ("a", 1))
    2
    """
    for step in path:
        if isinstance(step, int) or isinstance(value, Mapping):
            value = value[step]
        else:
            value = getattr(value, step)
    return value


def with_condition(value: Any, path: Sequence[str | int], condition: Condition) -> Any:
    """Return a copy of a value in which the entry at ``path`` has another condition."""
    if not path:
        return replace(value, when=condition)
    step, *rest = path
    if isinstance(step, int):
        return tuple(
            with_condition(one, rest, condition) if index == step else one
            for index, one in enumerate(value)
        )
    if isinstance(value, Mapping):
        return {**value, step: with_condition(value[step], rest, condition)}
    return replace(value, **{step: with_condition(getattr(value, step), rest, condition)})


def condition_of(entry: Conditioned | None) -> Condition:
    return ALWAYS if entry is None else entry.when
