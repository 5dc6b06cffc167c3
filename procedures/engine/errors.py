"""The problems of a catalogue and of answers, as data with French messages for agents."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a catalogue: its place, its message, and the nearest valid names.

    ``file`` is the file of the exchange format that holds the faulty text, even if the catalogue
    comes from the database; ``path`` is the place inside it. ``blocking`` problems prevent a
    publication. ``fault`` is false for a remark, which needs no correction. ``witness`` is a set of
    answers that shows the problem, as JSON, or nothing; ``day`` is the day on which it does, as
    ISO 8601 writes it, or nothing if that is today. ``kind`` says what sort of problem it is, and
    ``names`` what it is about, so that other words can be found for it.

    >>> str(Problem("fees.yaml", "[0].amont", "clé inconnue", near=("amounts",)))
    'fees.yaml : [0].amont : clé inconnue (vouliez-vous dire « amounts » ?)'
    """

    file: str
    path: str
    message: str
    near: tuple[str, ...] = ()
    blocking: bool = True
    fault: bool = True
    witness: str = ""
    day: str = ""
    kind: str = ""
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = ""
        if self.near:
            names = ", ".join(f"« {name} »" for name in self.near)
            hint = f" (vouliez-vous dire {names} ?)"
        place = " : ".join(part for part in (self.file, self.path) if part)
        return f"{place} : {self.message}{hint}"


class InvalidCatalogue(Exception):
    """A catalogue that cannot be compiled. ``problems`` holds every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InvalidAnswers(ValueError):
    """An answer set that names an unknown question or gives an impossible value."""


def nearest(name: object, valid: Iterable[object], cutoff: float = LIKENESS) -> tuple[str, ...]:
    """Return up to three valid names that look like ``name``, best first.

    ``cutoff`` is the least likeness, from 0 to 1.

    >>> nearest("etudiante", ["etudiant", "salarie"])
    ('etudiant',)
    """
    candidates = {str(one).casefold(): str(one) for one in valid}
    close = difflib.get_close_matches(str(name).casefold(), candidates, n=3, cutoff=cutoff)
    return tuple(candidates[one] for one in close)
