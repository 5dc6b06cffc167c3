"""The choices at the entrance: goals, then procedures, tapped or typed as the code of a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from django.conf import settings
from django.utils.translation import gettext as _

from procedures.engine.conditions.tree import on_day
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from questionnaire.entrance import department_named
from questionnaire.keeping.short_codes import LETTERS, MISREAD, bare
from questionnaire.result.reading import Reading
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.urgent_routes import ways_in
from questionnaire.runs.wording import Shown
from questionnaire.sheets.listing import by_family, procedures_in_force
from questionnaire.sheets.prefecture import ShownNotice, notices_ahead, shown_in
from questionnaire.sheets.protection import forced_answers

# Of more procedures than this, the person chooses a family first: a screen has room for them.
MOST_AT_ONCE = 10
# What a button sends before the names that it chooses.
GOAL, FAMILY, PROCEDURE, URGENT = "but", "famille", "demarche", "urgent"
SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Tap:
    """A large button. ``sent`` is what it chooses; ``value`` gives its icon, if it has one."""

    sent: str
    text: Shown
    value: str = ""


@dataclass(frozen=True, slots=True)
class TapGroup:
    title: Shown
    taps: list[Tap]


def closures(reading: Reading, department: str) -> list[list[ShownNotice]]:
    """Return what is closed today or soon, each in every language that says it.

    It is for those who have not chosen a language yet.
    """
    languages = dict.fromkeys((reading.language, *dict(settings.LANGUAGES)))
    return [
        [shown_in(code, one) for code in languages if one.text.get(code)]
        for one in notices_ahead(reading, department)
    ]


def goal_question(rule_set: RuleSet) -> Question | None:
    return rule_set.questions.get(rule_set.renamed.question("goal"))


def urgent_taps(reading: Reading) -> list[Tap]:
    """Return the urgent ways in. That of a goal leads to its ticket, another to numbers to call."""
    goal = goal_question(reading.rule_set)
    return [
        Tap(
            SEPARATOR.join(
                (GOAL, way.value) if goal and way.question == goal.key else (URGENT, way.name)
            ),
            way.text,
        )
        for way in ways_in(reading.rule_set, reading.language)
    ]


def goal_groups(reading: Reading) -> list[TapGroup]:
    """Return the goals in the groups of the question that asks them; without it, nothing."""
    question = goal_question(reading.rule_set)
    if question is None:
        return []
    prepared = prepared_edition(reading.rule_set)
    offered = prepared.offered(question.key, (), reading.today)
    groups: dict[int, TapGroup] = {}
    for choice in prepared.question(question.key, reading.language, assisted=False).choices:
        own = question.choice(choice.value)
        if choice.value not in offered or (own and own.sensitive):
            continue
        group = groups.setdefault(choice.group, TapGroup(choice.heading, []))
        group.taps.append(Tap(SEPARATOR.join((GOAL, choice.value)), choice.text, choice.value))
    return list(groups.values())


def procedures_of(reading: Reading, goal: str) -> list[Procedure]:
    """Return the procedures of a goal, without those that tell of a danger."""
    found = _wishes_of(reading.rule_set, reading.today).by_goal.get(goal, ())
    return [one for one in procedures_in_force(reading) if one.id in found]


def families_or_procedures(reading: Reading, goal: str, family: str = "") -> list[TapGroup]:
    """Return what makes a goal precise: its procedures by family, or its families if it has many.

    Nothing is returned for a goal of one procedure, which is precise already.
    """
    procedures = procedures_of(reading, goal)
    if len(procedures) < 2:
        return []
    wishes = _wishes_of(reading.rule_set, reading.today)
    families = by_family(procedures)
    if not family and len(procedures) > MOST_AT_ONCE and len(families) > 1:
        # Nothing but theirs is for the people of such a nationality: they need not look further.
        families.sort(key=lambda one: not wishes.are_of_one_nationality(one[2]))
        return [TapGroup("", [_of_family(reading, goal, *one) for one in families])]
    return [
        TapGroup(heading, [_of_procedure(reading, goal, one) for one in those])
        for key, title, inside in families
        if family in ("", key)
        for heading, those in _in_parts(reading, title, wishes.own_first(goal, inside))
    ]


def _in_parts(
    reading: Reading, title: Shown, procedures: list[Procedure]
) -> list[tuple[Shown, list[Procedure]]]:
    """Return [(heading, procedures)]: many are parted by how long their title lasts.

    Everybody knows how long the card lasts that they hold. Without two such parts there is one.
    """
    found: dict[str, list[Procedure]] = {}
    for one in procedures if len(procedures) > MOST_AT_ONCE else ():
        found.setdefault(one.validity.get("fr", "").partition(".")[0], []).append(one)
    parts = [those for length, those in found.items() if length and len(those) > 1]
    if len(parts) < 2:
        return [(title, procedures)]
    others = [one for one in procedures if not any(one in those for those in parts)]
    headed = [(_length(reading.shown(those[0].validity)), those) for those in parts]
    return [*headed, (_("Autre durée"), others)] if others else headed


def _length(validity: Shown) -> Shown:
    """Return how long a title lasts, without the rest of its label."""
    if isinstance(validity, dict):
        return {**validity, "text": validity["text"].partition(".")[0]}
    return validity.partition(".")[0]


def _of_family(
    reading: Reading, goal: str, family: str, title: str, procedures: list[Procedure]
) -> Tap:
    if len(procedures) == 1:
        return _of_procedure(reading, goal, procedures[0])
    return Tap(SEPARATOR.join((FAMILY, goal, family)), title)


def _of_procedure(reading: Reading, goal: str, procedure: Procedure) -> Tap:
    return Tap(SEPARATOR.join((PROCEDURE, goal, procedure.id)), reading.shown(procedure.title))


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the rules say of procedures on a day.

    ``by_goal`` is {goal: the procedures that are got with it only, or another}, ``nationality``
    {procedure: the only nationality that gets it}.
    """

    by_goal: Mapping[str, frozenset[str]]
    nationality: Mapping[str, str]

    def are_of_one_nationality(self, procedures: Iterable[Procedure]) -> bool:
        found = {self.nationality.get(one.id) for one in procedures}
        return len(found) == 1 and None not in found

    def own_first(self, goal: str, procedures: list[Procedure]) -> list[Procedure]:
        """Return the procedures to which this goal alone leads before the others."""
        others = [those for other, those in self.by_goal.items() if other != goal]
        return sorted(procedures, key=lambda one: any(one.id in those for those in others))


_latest: tuple[RuleSet, date, _Wishes] | None = None


def _wishes_of(rule_set: RuleSet, today: date) -> _Wishes:
    """Return what the rules say of procedures, held for the day."""
    global _latest
    if _latest is None or _latest[0] is not rule_set or _latest[1] != today:
        key, nationality = map(rule_set.renamed.question, ("goal", "nationality"))
        by_goal: dict[str, set[str]] = {}
        of_one: dict[str, str] = {}
        for procedure in rule_set.procedures.values():
            if not procedure.sensitive:
                forced = forced_answers(rule_set, on_day(procedure.when, today))
                for goal in forced.get(key, ()):
                    by_goal.setdefault(str(goal), set()).add(procedure.id)
                if len(named := forced.get(nationality, frozenset())) == 1:
                    of_one[procedure.id] = str(*named)
        held = {goal: frozenset(those) for goal, those in by_goal.items()}
        _latest = rule_set, today, _Wishes(held, of_one)
    return _latest[2]


LENGTH = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What was tapped: a goal, and perhaps one of its procedures."""

    goal: str
    procedure: Procedure | None = None


def typed_code(department: str, wish: Wish) -> str:
    """Return what a ticket prints: « 82 7K3M ». A wish has the same code in every edition."""
    return f"{department}\N{NO-BREAK SPACE}{_letters(wish)}"


def wish_typed(reading: Reading, text: str) -> tuple[str, Wish] | None:
    """Return (département, wish) of a code as people type it, or ``None`` if it is none."""
    code = bare(text)
    department = department_named(code[:-LENGTH]) if len(code) > LENGTH else None
    if department is None:
        return None
    letters = code[-LENGTH:].translate(MISREAD)
    wish = next((one for one in _wishes(reading) if _letters(one) == letters), None)
    return (department, wish) if wish else None


def _wishes(reading: Reading) -> Iterator[Wish]:
    """Yield every wish that a ticket may carry."""
    question = goal_question(reading.rule_set)
    for choice in question.choices if question else ():
        if not choice.sensitive:
            yield Wish(str(choice.value))
            for procedure in procedures_of(reading, str(choice.value)):
                yield Wish(str(choice.value), procedure)


def _letters(wish: Wish) -> str:
    named = f"{wish.goal}:{wish.procedure.id if wish.procedure else ''}"
    number = int.from_bytes(blake2b(named.encode(), digest_size=8).digest())
    return "".join(
        LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH)
    )
