"""What some changes of a part need, to be published: what they name, and corrections of cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from procedures.engine.values.rules import RuleSet
from procedures.publishing.cases import run_case
from procedures.publishing.content import content_now
from procedures.publishing.local_cases import held
from procedures.publishing.parts import fitting
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.merging import Met, changed
from procedures.publishing.parts.taking import taken, with_what_it_needs

from ..versions import Version, published_contents, version_of

CASES = "cases"


def needed(part: str, keys: Collection[str]) -> set[str]:
    """Return the keys of the other changes of a part without which those of ``keys`` cannot go.

    They are what the changes name and that is new, the corrections of cases that the changes make
    wrong, and the cases written for a procedure that is published with them for the first time.
    """
    _, contents = published_contents()
    working = content_now().by_part
    if not keys or part not in contents or part not in working:
        return set()
    listed = changed(contents[part], working[part])
    kept = with_what_it_needs(contents[part], working[part], keys)
    left = [one for one in listed if one.section == CASES and one.key not in kept]
    if left:
        candidate = _with(part, contents, {one.key for one in listed} - kept)
        kept |= set(_corrections(left, version_of(candidate), timezone.localdate()))
        new = {one.name for one in listed if _is_new_procedure(one) and one.key in kept}
        kept |= {one.key for one in left if one.base is None and _expects(one.ours) & new}
    return kept - set(keys)


def _with(part: str, contents: Contents, aside: Collection[str]) -> Contents:
    candidate = {**contents, part: taken(contents[part], content_now().by_part[part], aside)}
    return fitting.fitted(candidate, (part,))[0]


def _corrections(left: Iterable[Met], version: Version, today: date) -> Iterator[str]:
    """Yield the keys of the changes of cases that mend one which fails in a version."""
    if version.rule_set is None:
        return
    concerned = {_about(one) for one in left}
    failing = set(_failing(version, version.rule_set, concerned, today))
    for one in left:
        if _about(one) in failing:
            yield one.key


def _about(one: Met) -> str:
    """Return the case that a change mends: itself, or the one instead of which it stands."""
    if one.base is None and one.ours is not None:
        return str(one.ours.get("instead_of") or one.name)
    return one.name


def _failing(
    version: Version, rule_set: RuleSet, concerned: Collection[str], today: date
) -> Iterator[str]:
    for case in held(version.plain, rule_set, today):
        if case["id"] in concerned and run_case(rule_set, case, today):
            yield case["id"]


def _is_new_procedure(one: Met) -> bool:
    return one.section == "procedures" and one.base is None


def _expects(case: Any) -> set[str]:
    expect = case["expect"]
    listed = (*expect.get("procedures", ()), *expect.get("not_procedures", ()))
    return {*listed, *expect.get("shown", ()), *expect.get("possible", ())}
