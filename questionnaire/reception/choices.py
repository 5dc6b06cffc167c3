"""What is offered to tap at the entrance: the goals of the catalogue, then their procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from procedures.engine.conditions.dated import on_day
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from questionnaire.result.reading import Reading
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.ways import ways_in
from questionnaire.runs.wording import Shown
from questionnaire.sheets.families import by_family
from questionnaire.sheets.listing import procedures_in_force
from questionnaire.sheets.prefecture import concerned, notices_ahead
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


@dataclass(frozen=True, slots=True)
class Closure:
    """What is closed today or soon, in each language that says it. ``about`` names its families."""

    about: str
    texts: list[Shown]


def closures(reading: Reading, department: str) -> list[Closure]:
    """Return what is closed, for those who have not chosen a language yet."""
    languages = dict.fromkeys((reading.language, *dict(settings.LANGUAGES)))
    return [
        Closure(
            concerned(one),
            [{"text": one.text[code], "lang": code} for code in languages if one.text.get(code)],
        )
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
    """Return the procedures of whoever has a goal, but those that tell of a danger."""
    found = _procedures_by_goal(reading.rule_set, reading.today).get(goal, ())
    return [one for one in procedures_in_force(reading) if one.id in found]


def families_or_procedures(reading: Reading, goal: str, family: str = "") -> list[TapGroup]:
    """Return what makes a goal precise: its procedures by family, or its families if it has many.

    Nothing is returned for a goal of one procedure, which is precise already.
    """
    procedures = procedures_of(reading, goal)
    if len(procedures) < 2:
        return []
    families = by_family(procedures)
    if not family and len(procedures) > MOST_AT_ONCE and len(families) > 1:
        return [TapGroup("", [_of_family(reading, goal, *one) for one in families])]
    return [
        TapGroup(title, [_of_procedure(reading, goal, one) for one in inside])
        for key, title, inside in families
        if family in ("", key)
    ]


def _of_family(
    reading: Reading, goal: str, family: str, title: str, procedures: list[Procedure]
) -> Tap:
    if len(procedures) == 1:
        return _of_procedure(reading, goal, procedures[0])
    return Tap(SEPARATOR.join((FAMILY, goal, family)), title)


def _of_procedure(reading: Reading, goal: str, procedure: Procedure) -> Tap:
    return Tap(SEPARATOR.join((PROCEDURE, goal, procedure.id)), reading.shown(procedure.title))


_latest: tuple[RuleSet, date, Mapping[str, frozenset[str]]] | None = None


def _procedures_by_goal(rule_set: RuleSet, today: date) -> Mapping[str, frozenset[str]]:
    """Return {goal: the procedures that nobody gets without it, or another}, held for the day."""
    global _latest
    if _latest is None or _latest[0] is not rule_set or _latest[1] != today:
        key = rule_set.renamed.question("goal")
        found: dict[str, set[str]] = {}
        for procedure in rule_set.procedures.values():
            if not procedure.sensitive:
                for goal in forced_answers(rule_set, on_day(procedure.when, today)).get(key, ()):
                    found.setdefault(str(goal), set()).add(procedure.id)
        _latest = rule_set, today, {goal: frozenset(those) for goal, those in found.items()}
    return _latest[2]
