"""What a département's publisher answers for: persons whose result changes because of her change.

Nothing is chosen for her. « C'est voulu » records the new answer in her part, in the place of what
the national case expects; « Ce n'est pas voulu » leaves the change that causes it in her work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.files import file_of
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange import part_of_case
from procedures.exchange.plain import canonical, order_of_case
from procedures.models import NATIONAL, Edition

from .cases import run_case, whose
from .checks import checker as checks
from .checks.checker import faults_of_cases
from .content import compiled
from .local_cases import about, accepted, differing, place_of, proposal
from .parts import preparing
from .parts.changes import changed
from .parts.items import DEPARTMENT
from .parts.merging import without
from .parts.preparing import Contents

MEANT, NOT_MEANT = "voulu", "pas_voulu"
# Only these entries of a département change what a person gets.
FELT = ("channels", "overrides", "department")
# To find which changes a person feels, this many catalogues are tried at most: seconds.
MOST_TRIED = 16


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """Cases whose expectations change alike: one answer for all of them.

    ``was`` are the expectations that fail, ``proposed`` what the persons now get; of papers, only
    those that come and go. ``proposals`` are the whole new expectations, case by case. Without
    ``needed``, the cases fail in force already: the answer may wait.
    """

    key: str
    cases: tuple[Plain, ...] = field(repr=False)
    was: PlainDict = field(repr=False)
    proposed: PlainDict = field(repr=False)
    proposals: tuple[PlainDict, ...] = field(repr=False)
    needed: bool = True

    @property
    def names(self) -> list[str]:
        return [case.get("persona") or case["id"] for case in self.cases]


class Unanswered(InvalidCatalogue):
    """Persons wait for an answer: nothing is published."""

    def __init__(self, questions: Iterable[CaseQuestion]) -> None:
        self.questions = tuple(questions)
        super().__init__(
            Problem(
                file_of("cases", case),
                case["id"],
                f"{whose(case)} échoue à cause de ce changement : {case.get('persona', '')} "
                "Est-ce voulu ?",
            )
            for one in self.questions
            for case in one.cases
        )


def questions(
    candidate: Contents, part: str, day: date, base: Edition | None
) -> list[CaseQuestion]:
    """Return what the publisher of a département is asked before its candidate is published."""
    rule_set, plain = _compiled(candidate)
    if rule_set is None:
        return []
    known = checks.failing_in(base, day)
    groups: dict[str, list[tuple[Plain, PlainDict]]] = defaultdict(list)
    sides: dict[str, tuple[PlainDict, PlainDict, bool]] = {}
    for name, (case, _) in faults_of_cases(plain, rule_set, day).items():
        if place_of(rule_set, case, day) != part or part_of_case(case) not in (part, NATIONAL):
            continue
        needed = name not in known
        if not needed and part_of_case(case) == NATIONAL:
            # It turned red by itself, with time: the national editors see to it.
            continue
        whole_was, whole = proposal(rule_set, case, day)
        was, proposed = differing(whole_was, whole)
        key = preparing.digest([was, proposed, needed])[:12]
        groups[key].append((case, whole))
        sides[key] = was, proposed, needed
    return [_question(key, pairs, *sides[key]) for key, pairs in groups.items()]


def _question(
    key: str,
    pairs: list[tuple[Plain, PlainDict]],
    was: PlainDict,
    proposed: PlainDict,
    needed: bool,
) -> CaseQuestion:
    cases, proposals = zip(*pairs, strict=True)
    key = preparing.digest([key, [one["id"] for one in cases]])[:12]
    return CaseQuestion(key, tuple(cases), was, proposed, tuple(proposals), needed)


def answered(
    before: Contents,
    candidate: Contents,
    part: str,
    answers: Mapping[str, str],
    *,
    day: date,
    base: Edition | None,
    source: str = "",
) -> tuple[Contents, list[PlainDict]]:
    """Return (the candidate as the answers make it, the cases of the département to record).

    Raises ``Unanswered`` if an answer lacks.
    """
    asked = questions(candidate, part, day, base)
    missing = [one for one in asked if one.needed and one.key not in answers]
    if missing:
        raise Unanswered(missing)
    refused = [one for one in asked if one.needed and answers.get(one.key) == NOT_MEANT]
    if refused:
        aside = causes(before, candidate, part, refused, day)
        candidate = {**candidate, part: _leaving(before.get(part) or {}, candidate[part], aside)}
        meant = {case["id"] for one in asked if answers.get(one.key) == MEANT for case in one.cases}
        asked = questions(candidate, part, day, base)
        left = [one for one in asked if one.needed and not meant.issuperset(_ids(one))]
        if left or not candidate[part]:
            # Persons that were not asked about would feel the rest: all of it waits.
            others = {code: one for code, one in candidate.items() if code != part}
            return others | ({part: before[part]} if part in before else {}), []
        taken = [one for one in asked if meant.issuperset(_ids(one))]
    else:
        taken = [one for one in asked if answers.get(one.key) == MEANT]
    rows: dict[str, PlainDict] = {}
    for one in taken:
        for case, proposed in zip(one.cases, one.proposals, strict=True):
            # One after the other: two answers may be about one case of the département.
            row = _row(case, proposed, candidate, part, source, rows)
            rows[row["id"]] = row
    return (_with(candidate, part, rows) if rows else candidate), list(rows.values())


def causes(
    before: Contents, candidate: Contents, part: str, asked: Iterable[CaseQuestion], day: date
) -> set[str]:
    """Return the keys of changes without which the persons keep what they got, as few as found.

    Several changes may be felt together only: it starts from all of them, and takes back by halves
    those that the persons do not feel. After ``MOST_TRIED`` trials, what is left waits whole.
    """
    was = before.get(part) or {}
    cases = [case for one in asked for case in one.cases]
    every = [one.key for one in changed(was, candidate[part])]
    rule_set, _ = _compiled({**candidate, part: was})
    most_faults = [len(run_case(rule_set, case, day)) if rule_set else 0 for case in cases]

    def kept(aside: Iterable[str]) -> bool:
        """Tell whether the persons get what they got with these changes left."""
        content = _leaving(was, candidate[part], set(aside))
        rule_set, _ = _compiled({**candidate, part: content})
        return rule_set is not None and all(
            len(run_case(rule_set, case, day)) <= most
            for case, most in zip(cases, most_faults, strict=True)
        )

    felt = [one.key for one in changed(was, candidate[part]) if one.section in FELT]
    aside, trials = (felt if kept(felt) else every), 0
    size = len(aside) // 2
    while size and trials < MOST_TRIED:
        for chunk in [aside[i : i + size] for i in range(0, len(aside), size)]:
            fewer = [key for key in aside if key not in chunk]
            trials += 1
            if trials <= MOST_TRIED and kept(fewer):
                aside = fewer
        size //= 2
    return set(aside)


def _leaving(was: Plain, now: Plain, aside: set[str]) -> Plain:
    """Return a part without the changes left aside; a département that is new opens whole or not.

    Its places and channels are nothing without it.
    """
    code = (now.get(DEPARTMENT) or {}).get("code", "")
    if DEPARTMENT not in was and f"{DEPARTMENT}:{code}" in aside:
        return was
    return without(was, now, aside)


def _compiled(contents: Contents) -> tuple[RuleSet | None, PlainDict]:
    plain, digest = preparing.joined(contents)
    rule_set, problems = compiled(plain, digest)
    return (None if any(one.blocking for one in problems) else rule_set), plain


def _ids(question: CaseQuestion) -> set[str]:
    return {case["id"] for case in question.cases}


def _row(
    case: Plain,
    proposed: PlainDict,
    candidate: Contents,
    part: str,
    source: str,
    rows: Mapping[str, PlainDict],
) -> PlainDict:
    """Return the case of a département that says the new expectation.

    ``rows`` are those made before, by name.
    """
    own = {one["id"]: one for one in candidate[part].get("cases") or []} | {**rows}
    row = own.get(case["id"]) or next(
        (one for one in own.values() if one.get("instead_of") == case["id"]), None
    )
    if row is None:
        taken = {one["id"] for content in candidate.values() for one in content.get("cases") or []}
        taken |= rows.keys()
        name = f"{case['id']}_{part.lower()}"
        while name in taken:
            name += "_bis"
        kept = ("persona", "today", "answers")
        row = {key: case[key] for key in kept if key in case}
        row |= {"id": name, "file": f"local_{part.lower()}", "department": part}
        row |= {"instead_of": case["id"], "expect": about(case["expect"])}
        row |= {"confidence": "medium"}
    expect = accepted(row["expect"], proposed)
    return {**row, "expect": expect} | ({"source": source} if source else {})


def _with(candidate: Contents, part: str, rows: Mapping[str, PlainDict]) -> Contents:
    """Return a candidate with cases in a part, in the form that everything is stored in."""
    content = candidate[part]
    cases = {one["id"]: one for one in content.get("cases") or []} | {**rows}
    national = candidate.get(NATIONAL) or {}
    known = {key: national.get(key) or [] for key in ("questions", "derived_facts")}
    ordered = canonical({**known, "cases": list(cases.values())})["cases"]
    return {**candidate, part: {**content, "cases": sorted(ordered, key=order_of_case)}}
