"""Which pending changes make persons of trial fail: each is tried alone on what is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import RuleSet
from procedures.publishing.cases import run_case
from procedures.publishing.compiling import compile_now
from procedures.publishing.parts import cutting as parts
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.merging import changed, without
from procedures.publishing.parts.taking import with_what_it_needs

from ..versions import version_of
from ..words.change_text import UNSEEN_SECTIONS
from .boxes import TakenChange

# A trial compiles a catalogue: half a second of processor for the one that is shipped.
MOST_TRIED = 20
# The persons and the changes that are named together; the others are counted.
MOST_PEOPLE, MOST_NAMED = 3, 4
# What no person gets anything from.
UNFELT = (*UNSEEN_SECTIONS, "examples", "inquiries")


@dataclass(frozen=True, slots=True)
class Blame:
    """Persons who fail alike, and the changes because of which they fail.

    Each of ``changes`` makes them fail; ``together``, some of them do, and none alone; with
    ``unsure``, it is one of them. Without a change, what is expected of the persons changed.
    """

    people: tuple[str, ...]
    more_people: int
    changes: tuple[TakenChange, ...]
    more_changes: int = 0
    together: bool = False
    unsure: bool = False


def blamed(
    before: Contents,
    candidate: Contents,
    part: str,
    failing: Collection[str],
    boxes: Iterable[TakenChange],
    day: date,
) -> list[Blame]:
    """Return why persons, named by their cases, fail in a candidate and not in what is in force.

    ``boxes`` are the changes of the part in words. A half of them is tried, then a half of it: at
    most ``MOST_TRIED`` catalogues, after which what is left is said to be unsure.
    """
    plain, _ = parts.joined(candidate)
    cases = [one for one in plain.get("cases") or [] if one["id"] in failing]
    held = version_of({**candidate, part: before.get(part) or {}}).rule_set
    if held is None or not cases:
        return []
    by_itself = [one for one in cases if run_case(held, one, day)]
    search = _Search(before, candidate, part, day)
    taken = {one.key: one for one in boxes if one.taken}
    keys = [key for key in taken if key.partition(":")[0] not in UNFELT]
    search.narrow(keys, [one for one in cases if one not in by_itself])
    found = [_blame(by_itself, ())] if by_itself else []
    return found + [
        _blame(listed, [taken[key] for key in names], together=kind == _ALL, unsure=kind == _ONE)
        for (names, kind), listed in search.groups(cases).items()
    ]


# How a set of changes is blamed: each of them, all of them together, one of them.
_EACH, _ALL, _ONE = "each", "all", "one"


class _Search:
    """The search of the changes that make cases fail; ``tried`` counts the catalogues compiled."""

    def __init__(self, before: Contents, candidate: Contents, part: str, day: date) -> None:
        self.was, self.now = before.get(part) or {}, candidate[part]
        self.candidate, self.part, self.day = candidate, part, day
        self.every = {one.key for one in changed(self.was, self.now)}
        self.tried = 0
        # {id of a case: [(changes, how they are blamed)]}
        self.found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)

    def narrow(self, keys: Sequence[str], cases: list[Plain]) -> None:
        """Note which of the changes make the cases fail; with all of them, each case fails."""
        if not keys or not cases:
            return
        if len(keys) == 1:
            self._note(keys, _EACH, cases)
            return
        middle, explained = len(keys) // 2, set()
        for half in (keys[:middle], keys[middle:]):
            if self.tried >= MOST_TRIED:
                self._note(keys, _ONE, [one for one in cases if one["id"] not in explained])
                return
            failing = self._failing(half, cases)
            self.narrow(half, failing)
            explained |= {one["id"] for one in failing}
        self._note(keys, _ALL, [one for one in cases if one["id"] not in explained])

    def _note(self, keys: Sequence[str], kind: str, cases: Iterable[Plain]) -> None:
        for one in cases:
            self.found[one["id"]].append((tuple(keys), kind))

    def _failing(self, keys: Iterable[str], cases: list[Plain]) -> list[Plain]:
        """Return the cases that fail with these changes alone, and what they cannot go without."""
        self.tried += 1
        kept = with_what_it_needs(self.was, self.now, set(keys))
        content = without(self.was, self.now, self.every - kept)
        plain, _ = parts.joined({**self.candidate, self.part: content})
        rule_set, problems = compile_now(plain)
        if rule_set is None or any(one.blocking for one in problems):
            return []
        return [one for one in cases if _fails(rule_set, one, self.day)]

    def groups(self, cases: Iterable[Plain]) -> dict[tuple[tuple[str, ...], str], list[Plain]]:
        """Return {(changes, how they are blamed): the cases of which that is all the reason}."""
        found: dict[tuple[tuple[str, ...], str], list[Plain]] = defaultdict(list)
        for case in cases:
            reasons = self.found.get(case["id"], [])
            alone = tuple(key for keys, kind in reasons if kind == _EACH for key in keys)
            if alone:
                found[alone, _EACH].append(case)
            for keys, kind in reasons:
                if kind != _EACH:
                    found[keys, kind].append(case)
        return found


def _fails(rule_set: RuleSet, case: Plain, day: date) -> bool:
    return bool(run_case(rule_set, case, day))


def _blame(
    cases: Sequence[Plain],
    changes: Sequence[TakenChange],
    *,
    together: bool = False,
    unsure: bool = False,
) -> Blame:
    names = [one.get("persona") or one["id"] for one in cases]
    return Blame(
        people=tuple(names[:MOST_PEOPLE]),
        more_people=max(len(names) - MOST_PEOPLE, 0),
        changes=tuple(changes[:MOST_NAMED]),
        more_changes=max(len(changes) - MOST_NAMED, 0),
        together=together,
        unsure=unsure,
    )
