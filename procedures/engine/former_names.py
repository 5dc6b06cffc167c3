"""The former names of entries, with which kept answers and old addresses still find them.

Evaluation knows no former name: answers and addresses are translated with this module first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .errors import Problem
from .schema.shapes import show
from .values.facts import COUNTRY_CODES
from .values.plain import Plain

# {former name: name of today}
Names: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormerNames:
    """The former names of what visitors' answers and links name.

    ``values`` are by question, under the question's key of today.
    """

    questions: Names = field(default_factory=dict)
    values: Mapping[str, Names] = field(default_factory=dict)
    procedures: Names = field(default_factory=dict)

    def question(self, key: str) -> str:
        """Return the present key of a question, from any key that it has had."""
        return self.questions.get(key, key)

    def procedure(self, name: str) -> str:
        """Return the present id of a procedure, from any id that it has had."""
        return self.procedures.get(name, name)

    def value(self, question: str, value: Any) -> Any:
        """Return a value of a question, or a list of values, under its present name."""
        names = self.values.get(question)
        if not names:
            return value
        if isinstance(value, list):
            return [self.value(question, one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    def answers(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return JSON answers under present names. If two have the same name, the last one counts.

        >>> FormerNames({"but": "goal"}, {"goal": {"etude": "etudes"}}).answers({"but": "etude"})
        {'goal': 'etudes'}
        """
        return {
            now: self.value(now, value)
            for key, value in data.items()
            for now in [self.question(key)]
        }

    def all_of(self, question: str, value: str) -> Iterator[tuple[str, str]]:
        """Yield every (question, value) under which an answer was ever kept, the present first."""
        former = [old for old, now in self.values.get(question, {}).items() if now == value]
        keys = [question, *(old for old, now in self.questions.items() if now == question)]
        for key in keys:
            yield from ((key, one) for one in (value, *former))


def read(plain: Plain) -> FormerNames:
    """Return the former names in plain data whose shape has been checked."""
    questions = plain.get("questions") or []
    values = {entry["key"]: former(entry.get("choices") or [], "value") for entry in questions}
    return FormerNames(
        questions=former(questions, "key"),
        values={key: names for key, names in values.items() if names},
        procedures=former(plain.get("procedures") or [], "id"),
    )


def former(entries: Iterable[Plain], identity: str) -> dict[str, str]:
    """Return {former name: present name} of entries.

    >>> former([{"id": "carte", "formerly": ["titre"]}], "id")
    {'titre': 'carte'}
    """
    return {old: entry[identity] for entry in entries for old in entry.get("formerly") or ()}


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry at its place, with its present name and its former names."""

    file: str
    path: str
    name: str
    former: tuple[str, ...]


def check(plain: Plain, reserved: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each former name that is a present name, or that two entries claim."""
    questions = _listed(plain, "questions", "key")
    facts = [*questions, *_listed(plain, "derived_facts", "key")]
    inquiries = {
        name: _entries(f"enquetes/{name}.yaml", listed, "key")
        for name, listed in (plain.get("inquiries") or {}).items()
    }
    own = {one.name for listed in inquiries.values() for one in listed}
    yield from _faults(facts, {*reserved, *own})
    for listed in inquiries.values():
        yield from _faults(listed, {*reserved, *(one.name for one in facts)})
    yield from _faults(_listed(plain, "groups", "key"))
    yield from _faults(_listed(plain, "documents", "id"))
    procedures = plain.get("procedures") or []
    named = [_named(f"procedures/{one.get('family', '?')}.yaml", one, "id") for one in procedures]
    yield from _faults(named)
    yield from _values("questions.yaml", plain.get("questions") or [])
    for name, listed_questions in (plain.get("inquiries") or {}).items():
        yield from _values(f"enquetes/{name}.yaml", listed_questions)


def _values(file: str, questions: Iterable[Plain]) -> Iterator[Problem]:
    for question in questions:
        path = f"{question['key']}.choices."
        choices = _entries(file, question.get("choices") or [], "value", path)
        yield from _faults(choices, COUNTRY_CODES if question["kind"] == "country" else ())


def _faults(entries: list[_Named], others: Collection[str] = ()) -> Iterator[Problem]:
    names = {*others, *(entry.name for entry in entries)}
    seen: set[str] = set()
    for entry in entries:
        for old in entry.former:
            path = f"{entry.path}.formerly"
            if old in names:
                message = f"l'ancien identifiant {show(old)} est celui d'une fiche d'aujourd'hui"
                yield Problem(entry.file, path, message)
            elif old in seen:
                message = f"l'ancien identifiant {show(old)} est donné deux fois"
                yield Problem(entry.file, path, message)
            seen.add(old)


def _listed(plain: Plain, section: str, identity: str) -> list[_Named]:
    return _entries(f"{section}.yaml", plain.get(section) or [], identity)


def _entries(file: str, entries: Iterable[Plain], identity: str, path: str = "") -> list[_Named]:
    return [_named(file, entry, identity, path) for entry in entries]


def _named(file: str, entry: Plain, identity: str, path: str = "") -> _Named:
    name = entry[identity]
    return _Named(file, f"{path}{name}", name, tuple(entry.get("formerly") or ()))
