"""The words of one version of the catalogue: titles, questions, answers, conditions."""

from collections.abc import Iterable, Mapping
from typing import Any

from procedures.drafting.versions import Version
from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.files import FOLDERS, entry_name
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.schema.shapes import item_name
from procedures.engine.shortening import shortened
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.exchange.columns import Block, Children
from procedures.exchange.labels import key_label, kind_of, section_label
from procedures.exchange.shapes import QUESTION
from procedures.publishing.parts.items import LISTS_OF_A_DEPARTMENT

from .conditions import DeskWording, in_words, value_words
from .ranks import LISTS, Orders, Ranked

LONGEST = 500
UNREADABLE = "une condition à corriger"
TITLES = ("title", "name", "label", "text", "persona")
LOST = "un texte retiré"


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


class TextPlaces:
    """Finds texts by file and path in one version of the catalogue, and says where they are."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._documents = {one["id"]: one["title"] for one in plain.get("documents") or ()}

    def of(self, file: str, path: str) -> str:
        """Return where a text is: its section, its entry, then its place in the entry."""
        section, entry, rest = self._entry(file, path)
        title = self._title(entry) if isinstance(entry, Mapping) else ""
        inside = self.place(section, rest, entry) if entry is not None else LOST
        words = f"« {title} »" if title else ""
        return " › ".join(filter(None, (section_label(section), words, inside)))

    def titles(self, section: str, names: Iterable[str]) -> list[str]:
        """Return the titles of entries of a section by their names."""
        listed = self._plain.get(section) or [
            entry
            for one in (self._plain.get("departments") or {}).values()
            for entry in one.get(section) or ()
        ]
        entries = listed if isinstance(listed, list) else []
        known = {entry_name(one, index): self._title(one) for index, one in enumerate(entries)}
        return [known.get(name) or "sans titre" for name in names]

    def place(self, section: str, path: str, entry: Any) -> str:
        """Return the place of a text in an entry, with the words of its lines for numbers."""
        model, keys = kind_of(section)
        if section == "inquiries":
            entry = entry.get("questions") if isinstance(entry, Mapping) else entry
            keys = QUESTION.keys
        names = []
        for part in path.split("."):
            if isinstance(entry, list):
                entry = _line(entry, part)
                names.append(self._title(entry) or LOST)
                continue
            entry = entry.get(part) if isinstance(entry, Mapping) else None
            key = next((one for one in keys if one.name == part), None)
            names.append(key_label(model, key) if model and key else LOST)
            if isinstance(key, Children):
                model, keys = key.shape.model, key.shape.keys
            elif isinstance(key, Block):
                keys = key.keys
        return " › ".join(filter(None, names))

    def _entry(self, file: str, path: str) -> tuple[str, Any, str]:
        """Return (section, entry or ``None``, path inside it) of a text."""
        folder, _, name = file.removesuffix(".yaml").partition("/")
        first, _, rest = path.partition(".")
        if folder == "departements":
            found = (self._plain.get("departments") or {}).get(name)
            if first not in LISTS_OF_A_DEPARTMENT:
                return "department", found, path
            line, _, rest = rest.partition(".")
            return first, _line((found or {}).get(first) or [], line), rest
        if folder == "enquetes":
            return "inquiries", (self._plain.get("inquiries") or {}).get(name), path
        section, _ = FOLDERS.get(folder, (folder, ""))
        return section, _line(self._plain.get(section) or [], first), rest

    def _title(self, line: Any) -> str:
        words = [line.get(key) for key in TITLES] if line else []
        found = next((one for one in words if isinstance(one, str)), "")
        title: str = shortened(found or self._documents.get(_document(line), ""), 60)
        return title


def _line(entries: list[Any], name: str) -> Any:
    named = ((one, (item_name(one, i), _document(one))) for i, one in enumerate(entries))
    return next((one for one, names in named if name in names), None)


def _document(line: object) -> str:
    return line.get("document", "") if isinstance(line, dict) else ""
