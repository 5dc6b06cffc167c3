"""Building the values of a rule set from plain data whose shape has been checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from .. import former_names
from ..conditions.reader import ConditionReader, typed_value
from ..errors import Problem
from ..files import entry_name
from ..values.facts import CHANNEL_KINDS, FactInfo
from ..values.rules import (
    Choice,
    DerivedFact,
    DerivedRule,
    Document,
    Fee,
    Group,
    Link,
    Note,
    Orientation,
    Question,
    RuleSet,
)
from .department_builder import DepartmentBuilder
from .entry_builder import EntryBuilder
from .procedure_builder import ProcedureBuilder
from .shapes import join
from .texts import Translations

Plain: TypeAlias = Mapping[str, Any]

BUILT_IN = {
    "today": FactInfo("today", "date"),
    "departement": FactInfo("departement", "choice"),
    "arrondissement": FactInfo("arrondissement", "choice"),
    "age_today": FactInfo("age_today", "integer"),
}
CHANNEL_FACT = FactInfo("channel", "choice", frozenset(CHANNEL_KINDS))


class RuleSetBuilder:
    """Reads each section once, in the order in which the sections refer to one another."""

    def __init__(self, plain: Plain, translations: Translations, problems: list[Problem]) -> None:
        self._plain = plain
        self._translations = translations
        self._problems = problems
        self._facts: dict[str, FactInfo] = dict(BUILT_IN)
        self._groups: dict[str, Group] = {}

    def build(self, arrondissements: Mapping[str, str]) -> RuleSet:
        """Return the rule set; what could not be read is reported and left out."""
        self._declare_facts()
        self._groups = {group.key: group for group in self._read_groups()}
        with_channel = {**self._facts, "channel": CHANNEL_FACT}
        procedures = ProcedureBuilder(self._entry_builder, with_channel)
        departments = DepartmentBuilder(self._entry_builder, procedures)
        return RuleSet(
            questions=self._keyed("questions.yaml", "questions", self._question),
            groups=self._groups,
            derived_facts=self._keyed("derived_facts.yaml", "derived_facts", self._derived),
            fees=self._keyed("fees.yaml", "fees", self._fee),
            documents=self._keyed("documents.yaml", "documents", self._document),
            procedures={
                entry["id"]: procedures.procedure(entry)
                for entry in self._plain.get("procedures") or []
            },
            orientations=self._keyed("orientations.yaml", "orientations", self._orientation),
            departments={
                code: departments.department(code, entry)
                for code, entry in (self._plain.get("departments") or {}).items()
            },
            inquiries=self._inquiries(),
            facts=self._facts,
            arrondissements=arrondissements,
            renamed=former_names.read(self._plain),
        )

    def _entry_builder(
        self, file: str, facts: Mapping[str, FactInfo] | None = None
    ) -> EntryBuilder:
        def report(path: str, message: str, near: Iterable[str]) -> None:
            self._problems.append(Problem(file, path, message, tuple(near)))

        reader = ConditionReader(facts or self._facts, self._groups, report)
        return EntryBuilder(file, self._translations, reader, report)

    def _keyed(self, file: str, section: str, read: Any) -> dict[str, Any]:
        builder = self._entry_builder(file)
        listed = self._plain.get(section) or []
        return {
            entry_name(entry, index): read(builder, entry) for index, entry in enumerate(listed)
        }

    def _declare_facts(self) -> None:
        for entry in self._plain.get("questions") or []:
            self._facts[entry["key"]] = question_fact(entry)
        for entry in self._plain.get("derived_facts") or []:
            listed = entry.get("values")
            if listed is None and entry["kind"] not in ("yes_no", "integer", "date", "commune"):
                listed = [
                    rule["value"] for rule in entry["rules"] if isinstance(rule["value"], str)
                ]
            values = frozenset(listed) if listed is not None else None
            self._facts[entry["key"]] = FactInfo(entry["key"], entry["kind"], values)

    def _read_groups(self) -> Iterator[Group]:
        builder = self._entry_builder("groups.yaml")
        for entry in self._plain.get("groups") or []:
            key = entry["key"]
            fact = self._facts.get(entry["fact"])
            if fact is None:
                builder.refuse_name(join(key, "fact"), "fait inconnu", entry["fact"], self._facts)
            elif fact.kind in ("choice", "choices", "country", "commune"):
                for value in entry["values"]:
                    _, message, near = typed_value(fact, value)
                    if message:
                        builder.report(join(key, "values"), message, near)
            yield Group(
                key=key,
                fact=entry["fact"],
                values=frozenset(entry["values"]),
                title=builder.text(key, entry, "title"),
                source=builder.source(entry),
            )

    def _question(self, builder: EntryBuilder, entry: Plain) -> Question:
        key = entry["key"]
        texts = ("text", "help", "why", "assisted", "unknown_help")
        return Question(
            key=key,
            kind=entry["kind"],
            section=entry.get("section", ""),
            picture=entry.get("picture", ""),
            sensitive=entry.get("sensitive", False),
            allow_unknown=entry.get("allow_unknown", False),
            when=builder.condition(key, entry),
            choices=tuple(
                self._choice(builder, join(key, f"choices.{choice['value']}"), choice)
                for choice in entry.get("choices") or []
            ),
            source=builder.source(entry),
            **{name: builder.text(key, entry, name) for name in texts},
        )

    def _choice(self, builder: EntryBuilder, path: str, entry: Plain) -> Choice:
        return Choice(
            value=entry["value"],
            text=builder.text(path, entry, "text"),
            help=builder.text(path, entry, "help"),
            when=builder.condition(path, entry),
        )

    def _derived(self, builder: EntryBuilder, entry: Plain) -> DerivedFact:
        key = entry["key"]
        info = self._facts[key]
        rules = []
        for index, rule in enumerate(entry["rules"]):
            path = join(key, f"rules.{index}")
            value = builder.reader.read_value(info, rule["value"], join(path, "value"))
            if value is not None:
                when = builder.condition(path, rule)
                rules.append(DerivedRule(value, when, rule.get("label", "")))
        return DerivedFact(key, entry["kind"], tuple(rules), entry.get("title", ""))

    def _fee(self, builder: EntryBuilder, entry: Plain) -> Fee:
        amounts = [
            (builder.day(one, "from"), Decimal(str(one["amount"]))) for one in entry["amounts"]
        ]
        dated = [(start, amount) for start, amount in amounts if start]
        return Fee(
            id=entry["id"],
            label=builder.text(entry["id"], entry, "label"),
            amounts=tuple(sorted(dated, key=lambda pair: pair[0])),
            currency=entry.get("currency", "EUR"),
            source=builder.source(entry),
        )

    def _document(self, builder: EntryBuilder, entry: Plain) -> Document:
        key = entry["id"]
        texts = ("title", "explanation", "looks_like", "how_to_get", "delay", "refusals")
        validity = entry.get("validity")
        duration = (
            builder.reader.read_duration(validity, join(key, "validity")) if validity else None
        )
        return Document(
            id=key,
            validity=duration,
            original=entry.get("original", False),
            translation=entry.get("translation", False),
            icon=entry.get("icon", ""),
            notes=tuple(
                self._note(builder, join(key, f"notes.{index}"), note)
                for index, note in enumerate(entry.get("notes") or [])
            ),
            source=builder.source(entry),
            **{name: builder.text(key, entry, name) for name in texts},
        )

    def _note(self, builder: EntryBuilder, path: str, entry: Plain) -> Note:
        return Note(builder.text(path, entry, "text"), builder.condition(path, entry))

    def _orientation(self, builder: EntryBuilder, entry: Plain) -> Orientation:
        key = entry["id"]
        return Orientation(
            id=key,
            rank=entry["rank"],
            title=builder.text(key, entry, "title"),
            text=builder.text(key, entry, "text"),
            when=builder.condition(key, entry),
            links=tuple(
                Link(builder.text(join(key, f"links.{index}"), link, "text"), link["url"])
                for index, link in enumerate(entry.get("links") or [])
            ),
            urgent=entry.get("urgent", False),
            source=builder.source(entry),
        )

    def _inquiries(self) -> dict[str, tuple[Question, ...]]:
        inquiries = {}
        for name, questions in (self._plain.get("inquiries") or {}).items():
            facts = {**self._facts, **{one["key"]: question_fact(one) for one in questions}}
            builder = self._entry_builder(f"enquetes/{name}.yaml", facts)
            inquiries[name] = tuple(self._question(builder, one) for one in questions)
        return inquiries


def question_fact(entry: Plain) -> FactInfo:
    """Return what conditions may say of a question's fact."""
    values = frozenset(choice["value"] for choice in entry.get("choices") or [])
    listed = entry["kind"] in ("choice", "choices", "country")
    return FactInfo(entry["key"], entry["kind"], values if listed else None)
