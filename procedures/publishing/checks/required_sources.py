"""The conditions of a first publication of a procedure: a source that was read, and cases.

What the edition in force has already is not held to it: completeness.py warns of what it lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL

from ..parts.cutting import Contents
from .completeness import expected_procedures

# One person may share a mistake with the rule; one who must not get it shows a rule too wide.
POSITIVE, NEGATIVE = 2, 1
UNSOURCED, UNTRIED = "unsourced", "untried"


def unfounded(plain: Plain, before: Contents) -> list[Problem]:
    """Return what keeps the procedures of a catalogue from being published for the first time.

    ``before`` are the contents in force: without national content in force, a whole catalogue is
    being installed, and nothing is new.
    """
    if NATIONAL not in before:
        return []
    known = {one["id"] for one in before[NATIONAL].get("procedures") or ()}
    listed = plain.get("procedures") or ()
    new = [one for one in listed if known.isdisjoint([one["id"], *(one.get("formerly") or ())])]
    return [problem for one in new for problem in _problems(one, plain)]


def people_of(plain: Plain, procedure: str) -> tuple[int, int]:
    """Return (cases that expect a procedure, cases that expect that it is not advised)."""
    found = Counter[bool]()
    for case in plain.get("cases") or ():
        expect = case.get("expect") or {}
        if procedure in expected_procedures(expect):
            found[True] += 1
        elif procedure in (expect.get("not_procedures") or ()):
            found[False] += 1
    return found[True], found[False]


def lack_of_source(reference: object, checked_on: object, verified_on: object) -> str:
    """Return what a source lacks to be one that somebody read or verified, or an empty string."""
    if not reference:
        return "il manque la source"
    return "" if checked_on or verified_on else "personne ne l'a lue"


def is_sourced(entry: Plain) -> bool:
    """Tell whether an entry names a source that somebody read, or that a service verified."""
    source = entry.get("source") or {}
    return not lack_of_source(*map(source.get, ("reference", "checked_on", "verified_on")))


def _problems(entry: Plain, plain: Plain) -> Iterator[Problem]:
    file, name = f"procedures/{entry.get('family', '')}.yaml", entry["id"]
    if not is_sourced(entry):
        message = "la démarche n'a pas de source lue : elle ne peut pas être publiée"
        yield Problem(file, name, message, kind=UNSOURCED)
    positive, negative = people_of(plain, name)
    if positive < POSITIVE or negative < NEGATIVE:
        message = (
            f"{positive} personnes d'essai attendent cette démarche, {negative} attendent qu'elle "
            f"n'y soit pas : il en faut {POSITIVE} et {NEGATIVE}"
        )
        yield Problem(file, name, message, kind=UNTRIED, names=(str(positive), str(negative)))
