"""The words of one version of the catalogue: titles, questions, answers, conditions."""

from collections.abc import Mapping
from typing import Any

from procedures.drafting.versions import Version
from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.shortening import shortened
from procedures.engine.values.facts import parse_date

from .conditions import in_words, value_words
from .ranks import LISTS, Orders, Ranked
from .rules import DeskWording

LONGEST = 500
UNREADABLE = "une condition à corriger"


class EntryTitles:
    """Words names with the titles of a version. ``around`` is the entry that holds the lines."""

    def __init__(self, version: Version | None) -> None:
        plain = version.plain if version else {}
        self.rule_set = version.rule_set if version else None
        self.around: Mapping[str, Any] = {}
        self._titles = {
            section: {one["id"]: one.get(key) for one in plain.get(section) or []}
            for section, key in (("documents", "title"), ("procedures", "title"), ("fees", "label"))
        }
        self.orders = {one: Orders.of(one, plain.get(one) or []) for one in LISTS}
        self._departments = {
            code: one.get("name") for code, one in (plain.get("departments") or {}).items()
        }
        self._wording = DeskWording(self.rule_set) if self.rule_set is not None else None

    def text(self, value: Any) -> str:
        """Return the French of a text, shortened if it is very long."""
        text = str(value["fr"] if isinstance(value, Mapping) and "fr" in value else value)
        return shortened(text, LONGEST)

    def document(self, key: str) -> str:
        return self._title("documents", key, "une pièce retirée")

    def procedure(self, key: str) -> str:
        return self._title("procedures", key, "une démarche retirée")

    def fee(self, key: str) -> str:
        return self._title("fees", key, "un montant retiré")

    def step(self, key: str) -> Mapping[str, str] | None:
        """Return the text of the first step of this name, or ``None``."""
        procedures = self.rule_set.procedures.values() if self.rule_set else ()
        return next((one.text for each in procedures for one in each.steps if one.id == key), None)

    def place(self, section: str, entry: Mapping[str, Any]) -> str:
        """Return who passes just before and after an entry."""
        return self.orders[section].place(Ranked.of(section, entry))

    def knows_procedure(self, key: str) -> bool:
        return key in self._titles["procedures"]

    def department(self, code: str) -> str:
        name = self._departments.get(code)
        return f"{self.text(name)} ({code})" if name else str(code)

    def _title(self, section: str, key: str, missing: str) -> str:
        title = self._titles[section].get(key)
        return f"« {self.text(title)} »" if title else missing

    def fact(self, key: str) -> str:
        """Return the question about a fact, or its title."""
        words = self._wording.fact(key) if self._wording else f"« {key} »"
        return f"« {in_words(key).capitalize()} »" if words == f"« {key} »" else words

    def value_of(self, fact: str, value: Any) -> str:
        """Return an answer, or a value of a derived fact."""
        if isinstance(value, list):
            return ", ".join(self.value_of(fact, one) for one in value) or "aucune réponse"
        kind = self._wording.kind(fact) if self._wording else ""
        day = parse_date(value) if kind == "date" else None
        words = self._wording.value(fact, day or value) if self._wording else str(value)
        if isinstance(value, str) and words == value:
            return value_words(kind, fact, value)
        return words

    def condition(self, data: Any) -> str:
        """Return a condition as a sentence."""
        if self.rule_set is None or self._wording is None:
            return UNREADABLE
        problems: list[tuple[object, ...]] = []
        facts = {**self.rule_set.facts, "channel": CHANNEL_FACT}
        reader = ConditionReader(
            facts, self.rule_set.groups, lambda *problem: problems.append(problem)
        )
        condition = reader.read(data)
        return UNREADABLE if problems else self._wording.condition(condition)
