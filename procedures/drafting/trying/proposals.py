"""The persons that « Essayer » proposes after a change: those who get it, or another answer.

After a move, persons whose answer is another one; if there are none, persons with both the
procedure and one that it passed, else persons with the procedure.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import listed
from procedures.engine.situation import Situation
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import EntryChange
from procedures.permissions import User
from procedures.publishing.editions.kept import Kept

from ..versions import Version, published
from ..working_copy import WorkingCopy, lock, working_copy
from .changed import Proposal, last_adaptation, proposal
from .people import MOST_PROPOSED, TriedPerson

# What decides of the procedures that a person gets.
DECIDING = ("procedures", "derived_facts", "groups", "questions")
NONE = "aucune"
# {id of a case: ids of the procedures recommended to its person}, of the edition in force.
_published: Kept[dict[str, tuple[str, ...]]] = Kept(1)


@dataclass(frozen=True, slots=True)
class Move:
    """A procedure, its rank before, and those of its track that it went in front of, or behind."""

    procedure: Procedure
    was: float
    passed: tuple[Procedure, ...]

    @property
    def forward(self) -> bool:
        return self.procedure.rank < self.passed[0].rank

    def before(self, procedure: Procedure) -> float:
        return self.was if procedure.id == self.procedure.id else procedure.rank

    def best(self, situation: Situation) -> tuple[Procedure, Procedure]:
        """Return the procedure of the track that a person got, and the one that they get now."""
        track = self.procedure.track
        sure = [one for one, certain, _ in listed(situation) if certain and one.track == track]
        return min(sure, key=self.before), min(sure, key=lambda one: one.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPerson:
    """A person to try, with the titles of what they got and of what they get now, if it differs."""

    key: str
    words: str
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveProposal:
    """What an account has just moved, and persons to try.

    ``changed`` tells whether their answer is another one; ``both``, whether what was moved and what
    it passed are open to them.
    """

    title: str
    forward: bool
    passed: tuple[str, ...]
    people: tuple[MovedPerson, ...]
    changed: bool
    both: bool


def last_move(user: User, rule_set: RuleSet) -> Move | None:
    """Return the procedure whose place an account changed by its last act, if it changed one."""
    mine = EntryChange.objects.filter(author_id=user.pk)
    last = mine.first()
    for one in mine.filter(at=last.at, section="procedures", kind="modified") if last else ():
        was, now = ((plain or {}).get("entry", {}) for plain in (one.before, one.after))
        if one.name in rule_set.procedures and _places(was) != _places(now):
            found = _move(rule_set, one.name, was["rank"])
            if found.passed:
                return found
    return None


def move_proposal(copy: WorkingCopy, move: Move) -> MoveProposal:
    """Return the persons to try after a move."""
    changed, both, only = list[MovedPerson](), list[MovedPerson](), list[MovedPerson]()
    for case, situation in copy.cases:
        if situation.truth_of_procedure(move.procedure) is not True:
            continue
        person = TriedPerson.of_case(case)
        if not any(situation.truth_of_procedure(one) is True for one in move.passed):
            only.append(MovedPerson(key=person.key, words=person.words))
            continue
        was, now = move.best(situation)
        titles = {} if was.id == now.id else {"before": _title(was), "now": _title(now)}
        (changed if titles else both).append(
            MovedPerson(key=person.key, words=person.words, **titles),
        )
    return MoveProposal(
        title=_title(move.procedure),
        forward=move.forward,
        passed=tuple(_title(one) for one in move.passed),
        people=tuple((varied(changed) or both or only)[:MOST_PROPOSED]),
        changed=bool(changed),
        both=bool(changed or both),
    )


def varied(people: list[MovedPerson]) -> list[MovedPerson]:
    """Return one person of each change first."""
    first = {(one.before, one.now): one for one in reversed(people)}
    shown = sorted(first.values(), key=people.index)
    return shown + [one for one in people if one not in shown]


def _places(entry: Mapping[str, object]) -> tuple[object, object]:
    return entry.get("track"), entry.get("rank")


def _move(rule_set: RuleSet, key: str, was: float) -> Move:
    own = rule_set.procedures[key]
    rivals = (one for one in rule_set.procedures.values() if one.track == own.track and one != own)
    passed = [one for one in rivals if (one.rank < was) != (one.rank < own.rank)]
    return Move(own, was, tuple(sorted(passed, key=lambda one: one.rank)))


def _title(procedure: Procedure) -> str:
    return procedure.title.get("fr", procedure.id)


@dataclass(frozen=True, slots=True)
class OtherwiseProposal:
    """Persons to try, whose procedures differ from the published ones, and how many there are."""

    people: tuple[MovedPerson, ...]
    count: int


def decides(user: User) -> bool:
    """Tell whether the last act of an account changed what decides of procedures."""
    last = EntryChange.objects.filter(author_id=user.pk).first()
    return last is not None and last.section in DECIDING


def otherwise_proposal(copy: WorkingCopy, published: Version | None) -> OtherwiseProposal | None:
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


def proposals(
    user: User,
) -> dict[str, Proposal | MoveProposal | OtherwiseProposal | None]:
    """Return the proposal about the last act of an account.

    It is under « proposal », of papers that are asked; « move », of a rank; or « otherwise ».
    """
    changed = last_adaptation(user)
    with lock():
        copy = working_copy(user)
        if changed:
            return {"proposal": proposal(copy, changed)}
        move = last_move(user, copy.rule_set) if copy.rule_set else None
        if move:
            return {"move": move_proposal(copy, move)}
        if decides(user):
            return {"otherwise": otherwise_proposal(copy, published())}
        return {}
