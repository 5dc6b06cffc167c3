"""Builds a rule set from plain data whose shape has been checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .. import former_names
from ..conditions.reader import ConditionReader, typed_value
from ..conditions.tree import Condition
from ..errors import Problem
from ..files import entry_name, file_of
from ..values.authorities import Authority
from ..values.between import Letter, OnlineService, ProofAsker, ProvisionalPaper, SiteWording
from ..values.cases import Case, ExamplePerson, Invariant
from ..values.channel_kinds import CHANNEL_KINDS
from ..values.department import Department
from ..values.facts import FactInfo
from ..values.plain import Plain
from ..values.procedure import Procedure
from ..values.questions import Question
from ..values.rules import DerivedFact, Document, Fee, Group, Orientation, RuleSet
from .entry_builder import EntryBuilder
from .shapes import join
from .texts import Translations

BUILT_IN = {
    "today": FactInfo("today", "date"),
    "departement": FactInfo("departement", "choice"),
    "arrondissement": FactInfo("arrondissement", "choice"),
    "age_today": FactInfo("age_today", "integer"),
}
CHANNEL_FACT = FactInfo("channel", "choice", frozenset(CHANNEL_KINDS))


class RuleSetBuilder:
    """Reads each section once, in an order in which every name is declared before its use.

    ``lacking`` are facts that conditions may test and that have no value.
    """

    def __init__(
        self,
        plain: Plain,
        translations: Translations,
        problems: list[Problem],
        lacking: Mapping[str, FactInfo] | None = None,
    ) -> None:
        self._lacking = lacking or {}
        self._plain = plain
        self._translations = translations
        self._problems = problems
        self._facts: dict[str, FactInfo] = {**BUILT_IN, **self._lacking}
        self._groups: dict[str, Group] = {}
        self._known: dict[Condition, Condition] = {}

    def build(self, arrondissements: Mapping[str, str]) -> RuleSet:
        """Return the rule set. What cannot be read is reported and left out."""
        self._declare_facts()
        for group in self._read_groups():
            self._groups[group.key] = group
        return RuleSet(
            questions=self._section("questions", Question),
            groups=self._groups,
            derived_facts=self._derived_facts(),
            fees=self._section("fees", Fee),
            documents=self._section("documents", Document),
            procedures=self._section("procedures", Procedure),
            orientations=self._section("orientations", Orientation),
            departments={
                code: self._open(f"departements/{code}.yaml").build(Department, entry, "")
                for code, entry in (self._plain.get("departments") or {}).items()
            },
            inquiries=self._inquiries(),
            invariants=self._section("invariants", Invariant),
            askers=self._section("askers", ProofAsker),
            letters=self._section("letters", Letter),
            provisional_papers=self._section("provisional_papers", ProvisionalPaper),
            wordings=self._section("wordings", SiteWording),
            online_services=self._section("online_services", OnlineService),
            authorities=self._section("authorities", Authority),
            examples=self._section("examples", ExamplePerson),
            people=self._people(),
            facts=self._facts,
            arrondissements=arrondissements,
            renamed=former_names.read(self._plain),
        )

    def _open(self, file: str, own: Mapping[str, FactInfo] | None = None) -> EntryBuilder:
        """Return the builder of a file's entries; ``own`` are facts that only this file tests."""

        def report(path: str, message: str, near: Iterable[str]) -> None:
            self._problems.append(Problem(file, path, message, tuple(near)))

        facts = {**self._facts, **(own or {})}
        readers = (
            ConditionReader(facts, self._groups, report),
            ConditionReader({**facts, "channel": CHANNEL_FACT}, self._groups, report),
        )
        dates = [name for name, info in facts.items() if info.kind == "date"]
        lacking = frozenset(self._lacking)
        # A fact of a file's own may have the name of another one, and another kind.
        known = {} if own else self._known
        return EntryBuilder(
            file, self._translations, readers, report, dates=dates, known=known, lacking=lacking
        )

    def _section(self, section: str, kind: type) -> dict[str, Any]:
        listed = self._plain.get(section) or []
        # A missing family is reported later by the check of references; its file then has no name.
        files = [file_of(section, {"family": "", **entry}) for entry in listed]
        builders = {file: self._open(file) for file in files}
        names = [entry_name(entry, index) for index, entry in enumerate(listed)]
        return {
            name: builders[file].build(kind, entry, name)
            for name, file, entry in zip(names, files, listed, strict=True)
        }

    def _people(self) -> dict[str, Case]:
        """Return the cases that examples name: evaluation needs no other."""
        named = {entry["case"] for entry in self._plain.get("examples") or []}
        listed = [case for case in self._plain.get("cases") or [] if case["id"] in named]
        builders = {file: self._open(file) for file in {file_of("cases", one) for one in listed}}
        return {
            one["id"]: builders[file_of("cases", one)].build(Case, one, one["id"]) for one in listed
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
        builder = self._open("groups.yaml")
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
            yield builder.build(Group, entry, key)

    def _derived_facts(self) -> dict[str, DerivedFact]:
        builder, found = self._open("derived_facts.yaml"), {}
        for entry in self._plain.get("derived_facts") or []:
            builder.fact = self._facts[entry["key"]]
            found[entry["key"]] = builder.build(DerivedFact, entry, entry["key"])
        return found

    def _inquiries(self) -> dict[str, tuple[Question, ...]]:
        inquiries = {}
        for name, questions in (self._plain.get("inquiries") or {}).items():
            own = {one["key"]: question_fact(one) for one in questions}
            builder = self._open(f"enquetes/{name}.yaml", own)
            built = (builder.build(Question, one, one["key"]) for one in questions)
            inquiries[name] = tuple(built)
        return inquiries


def question_fact(entry: Plain) -> FactInfo:
    """Return the fact of a question, as conditions may test it."""
    values = frozenset(choice["value"] for choice in entry.get("choices") or [])
    listed = entry["kind"] in ("choice", "choices", "country")
    return FactInfo(entry["key"], entry["kind"], values if listed else None)
