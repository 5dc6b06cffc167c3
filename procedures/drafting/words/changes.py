"""Words the changes of an entry: what each value was, and what it becomes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.db.models import Model

from procedures import models
from procedures.drafting.versions import Version
from procedures.engine.schema.shapes import item_name
from procedures.engine.shortening import shortened
from procedures.engine.values.department import NOTE
from procedures.engine.values.plain import PlainDict
from procedures.exchange.columns import Block, Children, Hours, Key, Listed, Text, Value, field_of
from procedures.exchange.labels import key_label, kind_of
from procedures.publishing.parts.changes import EntryDiff

from .change_text import INTERNAL as TEAM
from .change_text import NOTHING, Difference, about
from .columns import formatter_of
from .formats import DAY_NAMES, price_differences, week_words
from .formatters import INTERNAL
from .ranks import LISTS, Orders, Ranked
from .titles import EntryTitles

# The model of an entry, and the keys that it may have.
Kind: TypeAlias = tuple[type[Model] | None, tuple[Key, ...]]
ALWAYS = "toujours"
STATES = {"machine": "traduction automatique", "reviewed": "relue"}
TITLES = ("title", "name", "label", "text", "persona")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two states of an entry or of a value."""

    before: Any
    after: Any

    @property
    def either(self) -> Any:
        return self.before if self.after is None else self.after

    def get(self, key: str) -> "_Pair":
        return _Pair((self.before or {}).get(key), (self.after or {}).get(key))


class ChangeWords:
    """Words changes with the facts, texts and titles of both versions."""

    def __init__(self, before: Version | None, after: Version | None) -> None:
        self._old, self._new = EntryTitles(before), EntryTitles(after)

    def differences(self, change: EntryDiff) -> list[Difference]:
        """Return the differences of an entry; all that it says if it is added or removed."""
        if change.section == "translations":
            return _translation(change.before, change.after)
        before, after = change.before, change.after
        if change.section == "inquiries":
            before, after = (
                {"questions": one} if isinstance(one, list) else one for one in (before, after)
            )
        if before is None and after is None:
            return []
        return list(self._of(_Pair(before, after), "", kind_of(change.section)))

    def passes(self, change: EntryDiff) -> str:
        """Return the words on the entry that one passes, if its rank is all that changes."""
        section, before, after = change.section, change.before, change.after
        if section not in LISTS or not isinstance(before, dict) or not isinstance(after, dict):
            return ""
        if before == after or {**before, "rank": 0} != {**after, "rank": 0}:
            return ""
        was, now = (side.orders.get(section, Orders(())) for side in (self._old, self._new))
        return was.passes(Ranked.of(section, before), now, Ranked.of(section, after))

    def among(self, section: str, before: Orders, after: Orders) -> None:
        """Say the ranks of a section among other entries than those of both versions."""
        self._old.orders[section], self._new.orders[section] = before, after

    def _of(self, pair: _Pair, prefix: str, kind: Kind) -> Iterator[Difference]:
        model, keys = kind
        if model is None:
            return
        around = self._old.around, self._new.around
        self._old.around, self._new.around = pair.before or {}, pair.after or {}
        for key in keys:
            values = pair.get(key.name)
            if values.before == values.after:
                continue
            label = _joined(prefix, key_label(model, key))
            if isinstance(key, Block):
                yield from self._block(pair, key, label, model)
            elif isinstance(key, Children):
                shape = key.shape.model, key.shape.keys
                yield from self._lists(values, label, shape, pair)
            else:
                yield from self._values(pair, key, label, model, around)
        self._old.around, self._new.around = around

    def _block(
        self, pair: _Pair, block: Block, label: str, model: type[Model]
    ) -> Iterator[Difference]:
        inside = pair.get(block.name)
        for key in block.keys:
            if inside.get(key.name).before == inside.get(key.name).after:
                continue
            named = _joined(label, key_label(model, key))
            if isinstance(key, Block):
                yield from self._block(inside, key, named, model)
            elif not isinstance(key, Children):
                around = self._old.around, self._new.around
                yield from self._values(inside, key, named, model, around)

    def _values(
        self,
        pair: _Pair,
        key: Value | Listed,
        label: str,
        model: type[Model],
        around: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Iterator[Difference]:
        """Yield the difference of one value. ``around`` are the entries around both entries."""
        values = pair.get(key.name)
        if isinstance(key, Hours):
            week = str(field_of(model, key.by_weekday).verbose_name)
            yield from _hours(values, week, label, self._old, self._new)
            return
        inside = self._old.around, self._new.around
        self._old.around, self._new.around = around
        before = _value_in_words(self._old, key, model, values.before, pair.before)
        after = _value_in_words(self._new, key, model, values.after, pair.after)
        self._old.around, self._new.around = inside
        if INTERNAL not in (before, after):
            field = field_of(key.model if isinstance(key, Listed) else model, key.column)
            kind = about(field, translated=isinstance(key, Text))
            whole = key.name == "rank"
            yield Difference(label, before, after, about=kind, whole=whole)
        elif pair.before is not None and pair.after is not None:
            yield Difference(label, INTERNAL, f"{INTERNAL} : il change", about=TEAM)

    def _lists(self, values: _Pair, label: str, kind: Kind, parent: _Pair) -> Iterator[Difference]:
        if kind[0] is models.FeeAmount:
            yield from price_differences(values.before or [], values.after or [], parent.either)
            return
        was, will = _by_name(values.before or []), _by_name(values.after or [])
        for name in dict.fromkeys((*will, *was)):
            pair = _Pair(was.get(name), will.get(name))
            if pair.before == pair.after:
                continue
            titles = self._old if pair.after is None else self._new
            title = title_in_words(titles, pair.either, kind[0])
            line = f"{label} › {title}"
            gone = line if pair.after is None else ""
            for one in self._of(_opened(pair), line, kind):
                yield replace(one, gone=gone or one.gone)
        shared = [name for name in was if name in will]
        order = [name for name in will if name in was]
        if shared != order:
            yield Difference(
                f"{label} › ordre",
                ", ".join(title_in_words(self._old, was[name], kind[0]) for name in shared),
                ", ".join(title_in_words(self._new, will[name], kind[0]) for name in order),
                about="text",
            )


def _value_in_words(
    titles: EntryTitles,
    key: Value | Listed,
    model: type[Model],
    value: Any,
    entry: Any,
) -> str:
    """Return the words for the value of one key of an entry."""
    if isinstance(key, Listed):
        model = key.model
    field = field_of(model, key.column)
    if value is None or value in ("", [], {}):
        if isinstance(field, models.ConditionField) and entry is not None:
            return ALWAYS
        return "non" if value is None and _is_flag(field) and entry is not None else NOTHING
    translated = isinstance(key, Text)
    formatter = formatter_of(field, translated=translated)
    if isinstance(key, Listed) and not field.is_relation:
        return ", ".join(formatter(titles, one, entry or {}) for one in value)
    return formatter(titles, value, entry or {})


def _is_flag(field: Any) -> bool:
    return field.get_internal_type() == "BooleanField" and not field.null


def _opened(pair: _Pair) -> _Pair:
    """Return lines that may be written as the name of a document alone as mappings."""
    return _Pair(
        *({"document": one} if isinstance(one, str) else one for one in (pair.before, pair.after))
    )


def _hours(
    values: _Pair, week: str, label: str, old: EntryTitles, new: EntryTitles
) -> Iterator[Difference]:
    """Yield the seven days, with « pareil » for those that stay, then the words beside them."""
    (was, note), (will, words) = map(_week_and_note, (values.before, values.after))
    if was != will:
        days = [week_words(one) if one else None for one in (was, will)]
        # A week that goes is one thing that is removed, whatever each day was.
        gone = "" if will else week
        for day in DAY_NAMES.values():
            before, after = (one[day] if one else NOTHING for one in days)
            same = before == after
            yield Difference(f"{week} › {day}", before, after, same, "hours", gone=gone)
    if note != words:
        notes = (old.text(note) if note else NOTHING, new.text(words) if words else NOTHING)
        yield Difference(label, *notes, about="hours")


def _week_and_note(value: Any) -> tuple[Mapping[str, Any], Any]:
    if not isinstance(value, Mapping) or "fr" in value:
        return {}, value
    return {day: one for day, one in value.items() if day != NOTE}, value.get(NOTE)


def title_in_words(titles: EntryTitles, entry: Any, model: type[Model] | None) -> str:
    """Return the words by which agents know an entry of a list."""
    if not isinstance(entry, Mapping):
        return titles.document(entry)
    names = entry.get("one_of") or [entry.get("document")]
    if names[0]:
        return " ou ".join(map(titles.document, names))
    if entry.get("fee"):
        return titles.fee(entry["fee"])
    if model is models.DerivedRule:
        fact = titles.around.get("key", "")
        return f"« {entry.get('label') or titles.value_of(fact, entry.get('value'))} »"
    if model in (models.ProcedureStance, models.Channel):
        name = "stance" if model is models.ProcedureStance else "kind"
        return _value_in_words(titles, Value(name, name), model, entry.get(name), entry)
    found = next((entry[key] for key in TITLES if entry.get(key)), "")
    return f"« {shortened(titles.text(found), 80)} »" if found else "sans titre"


def _translation(before: Any, after: Any) -> list[Difference]:
    was, will = (
        f"{one['text']} ({STATES[one['status']]})" if one else NOTHING for one in (before, after)
    )
    return [Difference("traduction", was, will)]


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
