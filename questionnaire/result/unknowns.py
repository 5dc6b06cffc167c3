"""The facts to find out: the unanswered questions that something depends on."""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.channels import ChannelFound, view_of
from procedures.engine.conditions.tree import Condition
from procedures.engine.needs import Needs
from procedures.engine.relevance import keeps_possible
from procedures.engine.values.procedure import Procedure, Step

from .reading import Reading, Shown


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """A question to come back to, with help to find the answer. ``key`` is the question."""

    question: Shown
    help: Shown
    change_url: str
    key: str


def behind_procedure(reading: Reading, procedure: Procedure) -> list[ToFindOut]:
    """Return what keeps a procedure possible instead of certain."""
    return _to_find_out(reading, keeps_possible(reading.situation, procedure))


def behind_conditions(
    reading: Reading, found: ChannelFound, conditions: Iterable[Condition]
) -> list[ToFindOut]:
    """Return what keeps the lines of a procedure (papers, costs, steps) possible."""
    needs = Needs(reading.situation, unknown_too=True)
    view = view_of(reading.situation, found)
    for condition in conditions:
        needs.add(condition, view)
    needs.add_channel(found)
    if reading.situation.department_missing and not needs.questions:
        # No question is behind a line that some préfecture adds or drops: only the commune decides.
        needs.add_fact("commune")
    return _to_find_out(reading, needs.questions)


def behind_window(reading: Reading, found: ChannelFound, step: Step) -> list[ToFindOut]:
    """Return what must be found out to compute the dates of a step."""
    needs = Needs(reading.situation, unknown_too=True)
    needs.add(step.when, view_of(reading.situation, found))
    for end in (step.opens, step.closes):
        if end is not None and end.fact:
            needs.add_fact(end.fact)
    return _to_find_out(reading, needs.questions)


def behind_channel(reading: Reading, found: ChannelFound) -> list[ToFindOut]:
    """Return what must be found out to know how to file."""
    needs = Needs(reading.situation, unknown_too=True)
    needs.add_channel(found)
    return _to_find_out(reading, needs.questions)


def behind_keys(reading: Reading, keys: Iterable[str]) -> list[ToFindOut]:
    """Return the questions to come back to behind some facts."""
    needs = Needs(reading.situation, unknown_too=True)
    for key in keys:
        needs.add_fact(key)
    return _to_find_out(reading, needs.questions)


def _to_find_out(reading: Reading, keys: Iterable[str]) -> list[ToFindOut]:
    # Only questions that the person was asked are listed: the others have no page to go back to.
    wanted = set(keys) & set(reading.situation.answers)
    return [
        ToFindOut(
            question=reading.question(question),
            help=reading.shown(question.unknown_help),
            change_url=reading.change_url(key),
            key=key,
        )
        for key, question in reading.rule_set.questions.items()
        if key in wanted
    ]
