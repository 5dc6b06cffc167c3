"""Words the changes of an entry: what each value was, and what it becomes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from django.db.models import Model

from procedures.drafting.versions import Version
from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import PlainDict
from procedures.exchange.keys import Block, Children, Key
from procedures.exchange.labels import key_label, kind_of
from procedures.publishing.parts.changes import ContentChange

from .rules import DeskWording

NOTHING = "rien"
LONGEST = 500
# The model of an entry, and the keys that it may have.
Kind: TypeAlias = tuple[type[Model] | None, tuple[Key, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that changes, with its words before and after."""

    label: str
    before: str
    after: str


class ChangeWords:
    """Words changes with the facts, texts and titles of both versions."""

    def __init__(self, before: Version | None, after: Version | None) -> None:
        self._old, self._new = _Sayings(before), _Sayings(after)

    def differences(self, change: ContentChange) -> list[Difference]:
        """Return the differences of a modified entry, and none for another kind of change."""
        if change.kind != "modified":
            return []
        before, after = change.before, change.after
        if change.section == "inquiries" and isinstance(after, list):
            before, after = {"questions": before}, {"questions": after}
        return list(self._of(before, after, "", kind_of(change.section)))

    def _of(self, before: Any, after: Any, prefix: str, kind: Kind) -> Iterator[Difference]:
        if not (isinstance(before, dict) and isinstance(after, dict)):
            if before is not None or after is not None:
                yield self._one(prefix or "contenu", "", before, after)
            return
        model, keys = kind
        known = {key.name: key for key in keys}
        for name in dict.fromkeys((*after, *before)):
            was, will = before.get(name), after.get(name)
            if was == will:
                continue
            key = known.get(name)
            label = _joined(prefix, key_label(model, key) if model and key else name)
            if isinstance(key, Children):
                shape = key.shape
                yield from self._lists(was or [], will or [], label, (shape.model, shape.keys))
            elif isinstance(key, Block):
                yield from self._of(was or {}, will or {}, label, (model, key.keys))
            else:
                yield self._one(label, name, was, will)

    def _lists(
        self, before: list[Any], after: list[Any], label: str, kind: Kind
    ) -> Iterator[Difference]:
        was, will = _by_name(before), _by_name(after)
        for name in dict.fromkeys((*will, *was)):
            old, new = was.get(name), will.get(name)
            if old == new:
                continue
            title = self._new.title(new) if new else self._old.title(old)
            one = f"{label} › {title or name}"
            if old is None or new is None:
                told = self._old.entry(old), self._new.entry(new)
                yield Difference(one, *told)
            else:
                yield from self._of(old, new, one, kind)
        shared = [name for name in was if name in will]
        if shared != [name for name in will if name in was]:
            titles = (", ".join(shared), ", ".join(name for name in will if name in was))
            yield Difference(f"{label} › ordre", *titles)

    def _one(self, label: str, key: str, before: Any, after: Any) -> Difference:
        return Difference(label, self._old.value(key, before), self._new.value(key, after))


class _Sayings:
    def __init__(self, version: Version | None) -> None:
        self._rule_set = version.rule_set if version else None
        self._library = {
            one["id"]: one.get("title")
            for one in (version.plain.get("documents") or [] if version else [])
        }
        if self._rule_set is not None:
            self._wording = DeskWording(self._rule_set)

    def value(self, key: str, value: Any) -> str:
        """Return the words for a value of an entry."""
        if value is None or value in ("", [], {}):
            return "toujours" if key == "when" else NOTHING
        if key == "when":
            return self._condition(value)
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return ", ".join(_text(self._library.get(one) or one) for one in value)
        if isinstance(value, dict | list) and not _is_text(value):
            return _as_yaml(value)
        return _shortened(_text(value))

    def title(self, entry: Any) -> str:
        """Return the words by which agents know an entry of a list."""
        if not isinstance(entry, dict):
            return _text(self._library.get(entry) or entry)
        names = entry.get("one_of") or [entry.get("document")]
        if names[0]:
            return " ou ".join(_text(self._library.get(one) or one) for one in names)
        found = next((entry[key] for key in ("title", "name", "label", "text") if key in entry), "")
        return _shortened(_text(found), 80)

    def entry(self, entry: Any) -> str:
        """Return a few words for a whole entry, which is added or removed."""
        if entry is None:
            return NOTHING
        if isinstance(entry, dict) and entry.get("when"):
            return f"oui, si {self._condition(entry['when'])}"
        return "oui"

    def _condition(self, data: Any) -> str:
        if self._rule_set is None:
            return _as_yaml(data)
        problems: list[tuple[object, ...]] = []
        facts = {**self._rule_set.facts, "channel": CHANNEL_FACT}
        reader = ConditionReader(
            facts, self._rule_set.groups, lambda *problem: problems.append(problem)
        )
        condition = reader.read(data)
        return _as_yaml(data) if problems else self._wording.condition(condition)


def _joined(*parts: str) -> str:
    return " › ".join(filter(None, parts))


def _by_name(entries: Iterable[Any]) -> PlainDict:
    named: PlainDict = {}
    for index, entry in enumerate(entries):
        name = _name(entry, index)
        while name in named:
            name = f"{name} bis"
        named[name] = entry
    return named


def _name(entry: Any, index: int) -> str:
    if isinstance(entry, dict):
        if entry.get("one_of"):
            return "+".join(entry["one_of"])
        for key in ("document", "fee", "value"):
            found = entry.get(key)
            if isinstance(found, str):
                return found
    return item_name(entry, index) if isinstance(entry, dict) else str(entry)


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("fr"), str)


def _text(value: Any) -> str:
    return str(value["fr"] if _is_text(value) else value)


def _as_yaml(value: Any) -> str:
    written = yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10_000
    )
    return _shortened(written.strip())


def _shortened(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
