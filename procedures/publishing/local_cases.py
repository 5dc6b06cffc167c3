"""Says who answers for a case: the national content, or the département that decides of it.

A département decides of its channels, places, hours and papers of its own. What a national person
gets there is then the département's to say: one of its cases may stand *instead of* a national one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from procedures.engine.errors import InvalidAnswers
from procedures.engine.situation import Situation
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange import part_of_case
from procedures.models import NATIONAL

from .cases import (
    DETAILS,
    faults_of,
    number_of_questions,
    possible_cost,
    recommended,
    result_of,
    situation_of,
    subject_of,
)

# These say which procedure and which others an expectation is about: they expect nothing alone.
ABOUT = ("of", "also")


def held(plain: Plain, rule_set: RuleSet, today: date) -> Iterator[Plain]:
    """Yield each case with the expectations that it is still held to.

    A case of a département replaces, key by key, what the national case that it stands instead of
    expects, for as long as that one leads to the département.
    """
    cases = plain.get("cases") or []
    own: dict[str, list[Plain]] = defaultdict(list)
    for case in cases:
        if case.get("instead_of") and part_of_case(case) != NATIONAL:
            own[case["instead_of"]].append(case)
    for case in cases:
        listed = own.get(case["id"], []) if part_of_case(case) == NATIONAL else []
        place = place_of(rule_set, case, today) if listed else ""
        taken = {key for one in listed if part_of_case(one) == place for key in one["expect"]}
        yield _without(case, taken) if taken else case


def place_of(rule_set: RuleSet, case: Plain, today: date) -> str:
    """Return the code of the département to which the answers of a case lead, or an empty string.

    It is empty too if the answers cannot be read.
    """
    try:
        return situation_of(rule_set, case, today).department or ""
    except InvalidAnswers:
        return ""


def blocks(case: Plain, rule_set: RuleSet, today: date, changed: Collection[str] | None) -> bool:
    """Tell whether a failing case is for the publisher of these parts to answer.

    A case blocks with its own part. A national one that fails when only départements change blocks
    the département to which it leads, whose publisher says what it must give. Any other waits for
    who keeps it. ``changed`` is ``None`` for a whole catalogue: no case waits.
    """
    owner = part_of_case(case)
    if changed is None or owner in changed:
        return True
    return owner == NATIONAL and place_of(rule_set, case, today) in changed


def _without(case: Plain, taken: Collection[str]) -> Plain:
    expect = {k: v for k, v in case["expect"].items() if k in ABOUT or k not in taken}
    if "procedures" in taken:
        # Papers and dates stay those of the procedure that the case was about.
        expect = about(case["expect"]) | expect
    return {**case, "expect": expect}


def about(expect: Plain) -> PlainDict:
    """Return the part of an expectation that names the one procedure that it is about, if any.

    >>> about({"procedures": ["carte", "visa"], "channel": "anef"})
    {'of': 'carte'}
    """
    named = expect.get("of") or next(iter(expect.get("procedures") or ()), None)
    return {"of": named} if named else {}


def proposal(rule_set: RuleSet, case: Plain, today: date) -> tuple[PlainDict, PlainDict]:
    """Return (the expectations of a case that fail, the same as its person now gets them).

    A value of ``None`` proposes to expect nothing more: the person no longer gets what it is about.
    """
    situation = situation_of(rule_set, case, today)
    expect = case["expect"]
    result = result_of(expect, situation)
    subject = subject_of(expect, result)
    failing = list(_failing(expect, situation, result, subject))
    was = {key: expect[key] for key in failing}
    return was, {key: _found(key, expect, situation, result, subject) for key in failing}


def accepted(expect: Plain, proposed: Plain) -> PlainDict:
    """Return the expectations of a case once its proposal is taken.

    Papers and dates stay those of the procedure that the case was about, whichever comes first now.

    >>> accepted({"procedures": ["visa"], "channel": "anef"}, {"procedures": ["carte"]})
    {'of': 'visa', 'procedures': ['carte'], 'channel': 'anef'}
    """
    kept = about(expect) if "procedures" in proposed and DETAILS & expect.keys() else {}
    found = {**kept, **expect, **proposed}
    return {key: value for key, value in found.items() if value is not None}


def differing(was: Plain, proposed: Plain) -> tuple[PlainDict, PlainDict]:
    """Return both sides of a proposal with only the papers that come and go.

    A person brings twenty papers: the publisher reads the two that change.
    """
    before, after = was.get("documents"), proposed.get("documents")
    if not before or after is None:
        return {**was}, {**proposed}
    included = after.get("include", [])
    gone = [one for one in before.get("include", ()) if one not in included]
    come = [one for one in before.get("exclude", ()) if one in included]
    sides = ({"include": gone, "exclude": come}, {"include": come, "exclude": gone})
    kept = [{key: names for key, names in side.items() if names} for side in sides]
    return {**was, "documents": kept[0]}, {**proposed, "documents": kept[1]}


def _failing(
    expect: Plain, situation: Situation, result: Plain, subject: Plain | None
) -> Iterator[str]:
    of = subject["id"] if subject else about(expect).get("of")
    for key in expect:
        if key in ABOUT:
            continue
        alone = {key: expect[key]}
        if key in DETAILS and of:
            alone["of"] = of
        if key.startswith("procedures") and "also" in expect:
            alone["also"] = expect["also"]
        if faults_of(alone, situation, result):
            yield key


def _found(
    key: str, expect: Plain, situation: Situation, result: Plain, subject: Plain | None
) -> Any:
    if key in DETAILS:
        return _detail(key, expect[key], subject) if subject else None
    shown = {one["id"]: one["certainty"] for one in result["procedures"]}
    best = recommended(result)
    counted = [one for one in best if one not in expect.get("also", ())]
    if key == "procedures":
        return counted
    if key == "procedures_any_of":
        return [counted]
    if key == "possible":
        return [one for one in expect[key] if shown.get(one) == "possible"]
    if key == "shown":
        return [one for one in expect[key] if one in shown]
    if key == "not_procedures":
        return [one for one in expect[key] if one not in best]
    return number_of_questions(situation, result)


def _detail(key: str, expected: Any, subject: Plain) -> Any:
    if key == "channel":
        return subject["channel"]["kind"] if subject["channel"] else "unknown"
    if key == "documents":
        return _documents(expected, subject)
    if key == "costs":
        found = {"total": subject["total_cost"], "possible": possible_cost(subject)}
        return {one: found[one] for one in expected if found[one] is not None} or None
    dated = ({end: step[end] for end in expected} for step in subject["steps"])
    return next((ends for ends in dated if all(ends.values())), None)


def _documents(expected: Plain, subject: Plain) -> PlainDict:
    """Return the expectation on papers with those that came and those that went changed over."""
    shown = {
        name
        for line in subject["documents"]
        if line["certainty"] == "certain"
        for name in (line["one_of"] or [line["id"]])
    }
    include, exclude = [], []
    for wanted in expected.get("include", ()):
        names = wanted if isinstance(wanted, list) else [wanted]
        if shown.isdisjoint(names):
            exclude += names
        else:
            include.append(wanted)
    for name in expected.get("exclude", ()):
        (include if name in shown else exclude).append(name)
    found = {"include": include, "exclude": list(dict.fromkeys(exclude))}
    return {key: names for key, names in found.items() if names}
