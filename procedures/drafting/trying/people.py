"""Finds a person of the test cases by their description: « étudiante Béziers hébergée »."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.values.plain import Plain
from procedures.publishing.departments import department_names
from procedures.publishing.spelling import bare

from ..searching.matching import wanted

MOST = 30
# The persons proposed after a change.
MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedPerson:
    """A person of a test case, as the desk names them; ``key`` is for the form only."""

    key: str
    words: str

    @classmethod
    def of(cls, key: str, persona: str, department: str | None = None) -> TriedPerson:
        """Name a person; without words of their own, by those of the case's name.

        The person of a département is not that of the whole country.
        """
        words = persona or key.replace("_", " ").capitalize()
        place = department_names().get(department or "")
        return cls(key=key, words=f"{words} ({place})" if place else words)

    @classmethod
    def of_case(cls, case: Plain) -> TriedPerson:
        """Name the person of a case given as plain data."""
        persona = case.get("persona", "").strip().rstrip(".")
        return cls.of(case["id"], persona, case.get("department"))


def find_people(text: str, people: Iterable[TriedPerson]) -> list[TriedPerson]:
    """Return the people that a text names in full, else those described by all its words.

    >>> awa = TriedPerson.of("awa", "Awa, étudiante à Béziers")
    >>> [one.key for one in find_people("ETUDIANTES beziers", [awa])]
    ['awa']
    """
    sought = bare(text)
    if not sought:
        return []
    named, found = [], []
    for one in people:
        words = bare(one.words)
        if sought in (words, bare(one.key)):
            named.append(one)
        elif all(f" {word}" in f" {words} {bare(one.key)}" for word in wanted(text)):
            found.append(one)
    return named or found
