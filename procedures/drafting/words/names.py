"""The facts, values and groups that conditions may name, read from the working copy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from procedures.drafting.conditions.reading import read_condition
from procedures.engine.conditions.operators import operators_of
from procedures.engine.errors import Problem
from procedures.engine.schema.builder import BUILT_IN, CHANNEL_FACT, RuleSetBuilder
from procedures.engine.schema.texts import Translations
from procedures.engine.values.facts import FactInfo
from procedures.engine.values.plain import PlainDict
from procedures.models import (
    Channel,
    Choice,
    Department,
    DerivedFact,
    DerivedRule,
    Group,
    Procedure,
    Question,
)
from procedures.publishing.countries import country_name

_T = TypeVar("_T")
BUILT_IN_LABELS = {
    "today": "la date du jour",
    "departement": "le département de la commune",
    "arrondissement": "l'arrondissement de la commune",
    "age_today": "l'âge, d'après la date de naissance",
    "channel": "la façon de déposer la démarche",
}
ONLY_IN_LINES = "(dans les pièces, les étapes et les coûts seulement)"


class Names:
    """The names that conditions may use. ``questions`` includes those of inquiries."""

    def __init__(self) -> None:
        self.choices = _grouped(Choice.objects.order_by("position", "pk"), "question_id")
        self.questions = list(Question.objects.order_by("inquiry", "position", "pk"))
        self.derived_facts = list(DerivedFact.objects.all())
        self.group_rows = list(Group.objects.all())
        rule_set = RuleSetBuilder(self._plain(), Translations({}), []).build({})
        self.facts = {**rule_set.facts, "channel": CHANNEL_FACT}
        self.derived = rule_set.derived_facts
        self.groups = rule_set.groups
        self.families = sorted(set(Procedure.objects.values_list("family", flat=True)))
        self.procedures = sorted(Procedure.objects.values_list("key", flat=True))
        self.department_codes = list(Department.objects.values_list("code", flat=True))

    def condition_problems(self, condition: object) -> list[Problem]:
        """Return the problems of a condition given as data, with the nearest names."""
        return read_condition(condition, self.facts, self.groups)[1]

    def listing(self) -> Iterator[PlainDict]:
        """Yield for each fact a dict with its key, label, kind, values, groups and operators."""
        kinds = dict(Question.Kind.choices)
        labels = self._labels()
        for key, info in self.facts.items():
            values = self._values(key, info)
            yield {
                "key": key,
                "label": labels.get(key, ""),
                "kind": kinds[info.kind],
                "values": values,
                "groups": [self._group(group, dict(values)) for group in self._groups_of(key)],
                "operators": operators_of(info.kind),
            }

    def _groups_of(self, fact: str) -> list[Group]:
        return [group for group in self.group_rows if group.fact == fact]

    def _group(self, group: Group, values: dict[str, str | None]) -> PlainDict:
        """Return a group with its values in words; those without a title are countries."""
        value_names = [values.get(one) or country_name(one) for one in group.values]
        return {"key": group.key, "title_fr": group.title_fr, "values": value_names}

    def _labels(self) -> dict[str, str | None]:
        derived = {fact.key: fact.title or "information déduite" for fact in self.derived_facts}
        return {
            **BUILT_IN_LABELS,
            "channel": f"{BUILT_IN_LABELS['channel']} {ONLY_IN_LINES}",
            **derived,
            **{question.key: question.text_fr for question in self.questions},
        }

    def _values(self, key: str, info: FactInfo) -> list[tuple[str, str | None]]:
        if key == "channel":
            return [(value, label) for value, label in Channel.Kind.choices]
        if info.kind == "yes_no":
            return [("true", "oui"), ("false", "non")]
        rows = [row for one in self.questions if one.key == key for row in self.choices[one.pk]]
        if rows:
            return [(row.value, row.text_fr) for row in rows]
        if key in BUILT_IN:
            return []
        derived = self.derived.get(key)
        return [(one, derived.label(one) if derived else "") for one in sorted(info.values or ())]

    def _plain(self) -> PlainDict:
        """Return the least plain data that declares the facts and the groups."""
        rules = _grouped(DerivedRule.objects.order_by("position", "pk"), "derived_fact_id")
        derived = [
            {
                "key": fact.key,
                "title": fact.title,
                "kind": fact.kind,
                "rules": [{"value": rule.value, "label": rule.label} for rule in rules[fact.pk]],
                **({"values": fact.values} if fact.values else {}),
            }
            for fact in self.derived_facts
        ]
        groups = [
            {"key": row.key, "fact": row.fact, "values": row.values} for row in self.group_rows
        ]
        questions = [self._question(row) for row in self.questions]
        return {"questions": questions, "derived_facts": derived, "groups": groups}

    def _question(self, row: Question) -> PlainDict:
        choices = [{"value": choice.value, "text": "…"} for choice in self.choices[row.pk]]
        return {"key": row.key, "kind": row.kind, "text": "…", "choices": choices}


def _grouped(rows: Iterable[_T], column: str) -> defaultdict[int, list[_T]]:
    groups: defaultdict[int, list[_T]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups
