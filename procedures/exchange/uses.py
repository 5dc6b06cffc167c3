"""Finds every use of a name in plain data, and renames by the same walk; former names too.

The national content and each département are published separately. When the national content
renames an entry, what a département published earlier still uses the former name, until the
département publishes again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.db.models import Model

from procedures import models
from procedures.engine.former_names import former
from procedures.engine.schema.shapes import join
from procedures.engine.values.plain import Plain, PlainDict

from .columns import Block, Children, Key, Listed, Value, field_of
from .names import DEFINITIONS, Name, Scope, passing
from .plain import canonical, children_of, entries_of, texts_of

Chain: TypeAlias = tuple[tuple[type[Model], PlainDict], ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a name. ``chain`` holds the entries around it, as (model, plain data)."""

    name: Name
    file: str
    path: str
    chain: Chain
    column: str
    label: str
    value: object


@dataclass(frozen=True, slots=True)
class _Spot:
    """The present place of the walk."""

    file: str
    path: str
    chain: Chain
    scope: Scope


def all_uses(plain: Plain, wanted: Name | None = None) -> list[Use]:
    """Return every use of every name, or of ``wanted``, once for each name and place."""
    found: dict[tuple[Name, str, str], Use] = {}

    def note(name: Name, spot: _Spot, key: Value | Listed, value: object) -> str:
        model = spot.chain[-1][0]
        place = (name, spot.file, spot.path)
        # The values of a fact that settles a question are those of the question.
        own = name.of in ("", spot.chain[0][1].get("key"))
        defines = own and (model, key.column) in DEFINITIONS
        if wanted in (None, name) and not defines and place not in found:
            label = _label(key, model)
            found[place] = Use(name, spot.file, spot.path, spot.chain, key.column, label, value)
        return name.key

    _Walk(plain, note).go()
    return list(found.values())


def _label(key: Value | Listed, model: type[Model]) -> str:
    if isinstance(key, Listed):
        return str(key.model._meta.verbose_name)
    return str(field_of(model, key.column).verbose_name)


def renamed(plain: Plain, name: Name, new: str) -> PlainDict:
    """Return canonical plain data in which a name is replaced wherever it is used."""
    return with_names(plain, lambda found: new if found == name else found.key)


def with_names(
    plain: Plain, name_of: Callable[[Name], str], families: Collection[str] = ()
) -> PlainDict:
    """Return canonical plain data in which ``name_of`` replaces every name.

    ``families`` are families whose procedures this plain data does not contain.
    """
    return canonical(passed(plain, name_of, families))


def passed(
    plain: Plain, name_of: Callable[[Name], str], families: Collection[str] = ()
) -> PlainDict:
    """Return plain data in which ``name_of`` replaces every name, without making it canonical."""
    result = deepcopy(dict(plain))
    before = _places_of_texts(result)
    _Walk(result, lambda found, *_: name_of(found), families).go()
    moved = dict(zip(before, _places_of_texts(result), strict=True))
    result["translations"] = {
        language: _moved(files, moved)
        for language, files in (plain.get("translations") or {}).items()
    }
    return result


def _places_of_texts(plain: Plain) -> list[tuple[str, str]]:
    return [
        (file, where)
        for file, shape, path, entry in entries_of(plain)
        for _, _, where in texts_of(shape, entry, path)
    ]


def _moved(
    files: Mapping[str, Plain], moved: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[str, PlainDict]:
    result: dict[str, PlainDict] = {}
    for file, paths in files.items():
        for path, translation in paths.items():
            new_file, new_path = moved.get((file, path), (file, path))
            result.setdefault(new_file, {})[new_path] = translation
    return result


Visit: TypeAlias = Callable[[Name, _Spot, Value | Listed, object], str]


class _Walk:
    """Passes each name of plain data to ``visit``, and puts the result in its place."""

    def __init__(self, plain: Plain, visit: Visit, families: Iterable[str] = ()) -> None:
        self._plain = plain
        self._visit = visit
        listed = plain.get("procedures") or []
        # These are collected first: what a name means depends on names that the walk may replace.
        self._families = frozenset((*families, *(entry["family"] for entry in listed)))
        self._own = {
            key: frozenset(one["key"] for one in questions)
            for key, questions in (plain.get("inquiries") or {}).items()
        }

    def go(self) -> None:
        for file, shape, path, entry in list(entries_of(self._plain)):
            spot = _Spot(file, path, ((shape.model, entry),), self._scope(file))
            self._keys(shape.keys, entry, spot)

    def _scope(self, file: str) -> Scope:
        folder, _, name = file.partition("/")
        if folder != "enquetes":
            return Scope(families=self._families)
        inquiry = name.removesuffix(".yaml")
        return Scope(inquiry, self._own[inquiry], self._families)

    def _keys(self, keys: Iterable[Key], entry: PlainDict, spot: _Spot) -> None:
        model, own = spot.chain[-1]
        spot = replace(spot, scope=replace(spot.scope, fact=_fact_of(model, own, spot.scope)))
        for key in keys:
            if key.name not in entry:
                continue
            here = replace(spot, path=join(spot.path, key.name))
            if isinstance(key, Block):
                self._keys(key.keys, entry[key.name], here)
            elif isinstance(key, Children):
                self._children(key, entry, here)
            elif isinstance(key, Listed):
                self._listed(key, entry, here)
            else:
                self._value(key, entry, here, model)

    def _value(self, key: Value, entry: PlainDict, spot: _Spot, model: type[Model]) -> None:
        pass_names = passing(model, key.column)
        if pass_names is None or entry[key.name] is None:
            return
        value = entry[key.name]
        entry[key.name] = pass_names(
            value, lambda name: self._visit(name, spot, key, value), spot.scope
        )

    def _listed(self, key: Listed, entry: PlainDict, spot: _Spot) -> None:
        pass_name = passing(key.model, key.column)
        if pass_name is not None:
            value = list(entry[key.name])
            entry[key.name] = [
                pass_name(one, lambda name: self._visit(name, spot, key, value), spot.scope)
                for one in value
            ]

    def _children(self, key: Children, entry: PlainDict, spot: _Spot) -> None:
        names = [name for name, _ in children_of(key, entry)]
        for index, name in enumerate(names):
            item = entry[key.name][index]
            child = {key.bare: item} if isinstance(item, str) else item
            chain = (*spot.chain, (key.shape.model, child))
            self._keys(
                key.shape.keys, child, replace(spot, path=f"{spot.path}.{name}", chain=chain)
            )
            if isinstance(item, str):
                entry[key.name][index] = child[key.bare]


def _fact_of(model: type[Model], entry: Plain, scope: Scope) -> str:
    """Return the fact whose values an entry lists."""
    if model is models.Group:
        return str(entry["fact"])
    if model in (models.Question, models.DerivedFact):
        return str(entry.get("settles") or entry["key"])
    return scope.fact


KINDS = {
    "groups": ("group", "key"),
    "documents": ("document", "id"),
    "procedures": ("procedure", "id"),
}


class NamesOfToday:
    """Gives the name of today for each ``Name``, from the former names in the national content."""

    def __init__(self, national: Plain) -> None:
        questions = national.get("questions") or []
        self._families = frozenset(one.get("family") for one in national.get("procedures") or [])
        self._by_kind = {
            kind: former(national.get(section) or [], identity)
            for section, (kind, identity) in KINDS.items()
        }
        facts = [*questions, *(national.get("derived_facts") or [])]
        self._facts = self._by_kind["fact"] = former(facts, "key")
        self._values = {one["key"]: former(one.get("choices") or [], "value") for one in questions}

    def __bool__(self) -> bool:
        return any(self._by_kind.values()) or any(self._values.values())

    def __call__(self, name: Name) -> str:
        if name.kind == "value":
            fact = self._facts.get(name.of, name.of)
            return self._values.get(fact, {}).get(name.key, name.key)
        return self._by_kind.get(name.kind, {}).get(name.key, name.key)

    @property
    def names(self) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        """All the former names; two national contents with the same ones compare equal."""
        return self._by_kind, {key: names for key, names in self._values.items() if names}

    def of_written(self, plain: Plain) -> PlainDict:
        """Return a piece of plain data under the names of today, without making it canonical."""
        return passed(plain, self, self._families)

    def of_part(self, code: str, content: Plain) -> Plain:
        """Return the content of a part under the names of today.

        It is the same object if the content uses no former name.
        """
        used = self and any(
            self(use.name) != use.name.key for use in all_uses(_plain(code, content))
        )
        return self.of_whole_part(code, content) if used else content

    def of_whole_part(self, code: str, content: Plain) -> PlainDict:
        """Return the content of a part under the names of today, its own definitions included."""
        plain = with_names(_plain(code, content), self, self._families)
        plain["department"] = plain["departments"].get(code)
        return {section: plain[section] for section in content}


def with_former_names(national: Plain, like: Plain) -> PlainDict:
    """Return national content whose entries remember the former names that others of ``like`` do.

    >>> like = {"fees": [], "documents": [{"id": "visa", "formerly": ["titre"]}]}
    >>> with_former_names({"documents": [{"id": "visa"}]}, like)
    {'documents': [{'id': 'visa', 'formerly': ['titre']}]}
    """
    sections = {section: identity for section, (_, identity) in KINDS.items()}
    sections |= {"questions": "key", "derived_facts": "key"}
    found = {**national}
    for section, identity in sections.items():
        if national.get(section):
            found[section] = _remembering(national[section], like.get(section) or [], identity)
    return found


def _remembering(entries: list[Plain], like: list[Plain], identity: str) -> list[Plain]:
    others = {one[identity]: one for one in like}
    found = []
    for one in entries:
        other = others.get(one[identity]) or {}
        more = {"formerly": other["formerly"]} if other.get("formerly") else {}
        if one.get("choices") and other.get("choices"):
            more["choices"] = _remembering(one["choices"], other["choices"], "value")
        found.append({**one, **more} if more else one)
    return found


def _plain(code: str, content: Plain) -> PlainDict:
    plain = {key: value for key, value in content.items() if key != "department"}
    if "department" in content:
        plain["departments"] = {code: content["department"]}
    return plain
