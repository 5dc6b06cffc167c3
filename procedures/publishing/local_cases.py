"""Says who answers for a case: the national content, or the département that decides of it.

A département decides of its channels, places, hours and papers of its own. What a national person
gets there is then the département's to say: one of its cases may stand *instead of* a national one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from procedures.engine.errors import InvalidAnswers
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange import part_of_case
from procedures.models import NATIONAL

from .cases import situation_of

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
