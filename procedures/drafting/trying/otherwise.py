"""Proposes persons to try after a rule changed: those whose procedure is not the published one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import listed
from procedures.engine.situation import Situation
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import RuleSet
from procedures.models import EntryChange
from procedures.permissions import User
from procedures.publishing.editions.kept import Kept

from ..versions import Version
from ..working_copy import WorkingCopy
from .moving import MovedPerson, varied
from .people import MOST_PROPOSED, TriedPerson

# What decides of the procedures that a person gets.
DECIDING = ("procedures", "derived_facts", "groups", "questions")
NONE = "aucune"
# {id of a case: ids of the procedures recommended to its person}, of the edition in force.
_published: Kept[dict[str, tuple[str, ...]]] = Kept(1)


@dataclass(frozen=True, slots=True)
class OtherwiseProposal:
    """Persons to try, whose procedures differ from the published ones, and how many there are."""

    people: tuple[MovedPerson, ...]
    count: int


def decides(user: User) -> bool:
    """Tell whether the last act of an account changed what decides of procedures."""
    last = EntryChange.objects.filter(author_id=user.pk).first()
    return last is not None and last.section in DECIDING


def proposal(copy: WorkingCopy, published: Version | None) -> OtherwiseProposal | None:
    """Return the persons to try, or ``None`` if everybody gets the published procedures."""
    if published is None or published.rule_set is None or copy.rule_set is None:
        return None
    in_force, cases = published.rule_set, [case for case, _ in copy.cases]
    key: Hashable = (published.digest, copy.state)
    before = _published.get(key, lambda: _of_all(in_force, cases, copy))
    titles = {**in_force.procedures, **copy.rule_set.procedures}

    def titles_of(keys: tuple[str, ...]) -> str:
        return ", ".join(titles[one].title.get("fr", one) for one in keys) or NONE

    found = []
    for case, situation in copy.cases:
        was, now = before.get(case["id"]), _recommended(situation)
        if was is not None and was != now:
            one = TriedPerson.of_case(case)
            person = MovedPerson(
                key=one.key, words=one.words, before=titles_of(was), now=titles_of(now)
            )
            found.append(person)
    return OtherwiseProposal(tuple(varied(found)[:MOST_PROPOSED]), len(found)) if found else None


def _of_all(rule_set: RuleSet, cases: list[Plain], copy: WorkingCopy) -> dict[str, tuple[str, ...]]:
    found = {}
    for case in cases:
        try:
            answers = read_answers(rule_set, case["answers"])
        except InvalidAnswers:
            # The edition in force does not ask all that this person answers.
            continue
        day = parse_date(case.get("today")) or copy.today
        found[case["id"]] = _recommended(Situation(rule_set, answers, day))
    return found


def _recommended(situation: Situation) -> tuple[str, ...]:
    return tuple(one.id for one, certain, best in listed(situation) if certain and best)
