"""Finds the test cases that an edited condition would change, in memory and without saving."""

from dataclasses import dataclass
from time import thread_time

from procedures.drafting.cases.words import CaseWords
from procedures.engine.channels import resolve_channel, view_of
from procedures.engine.conditions.tree import Condition, facts_of, truth_of
from procedures.engine.evaluation import Evaluation, evaluate
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Truth
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.publishing.cases import run_case

from ..working_copy import WorkingCopy
from .entries import Edited, condition_of

MOST_COMPARED = 200
MOST_RUN = 12
# Seconds of this thread's processor time: the agent is typing and waits for the answer.
BUDGET = 0.12
STATUS = ("breaks", "mends", "changes", "concerns")


@dataclass(frozen=True)
class ChangedCase:
    """A case whose result changes: it breaks, is mended, changes, or is concerned."""

    case: str
    status: str
    text: str


@dataclass(frozen=True)
class Changes:
    """The cases that a condition changes. ``unseen`` counts those left out to answer in time."""

    cases: tuple[ChangedCase, ...]
    unseen: int = 0


def changed_cases(copy: WorkingCopy, edited: Edited, condition: Condition) -> Changes:
    """Return the cases whose result changes with this condition, those that break first."""
    if copy.rule_set is None or edited.kind == "inquiry":
        return Changes(())
    if edited.is_withdrawn(copy.rule_set):
        return Changes(())
    if not edited.path:
        return _concerned(copy, edited, condition)
    moved = _moved(copy, edited, condition)
    if not moved:
        return Changes(())
    rule_set = edited.rewritten(copy.compiled, condition)
    found: list[ChangedCase] = []
    words = CaseWords(rule_set)
    seen, start = 0, thread_time()
    for case, situation in moved[:MOST_COMPARED]:
        if thread_time() - start > BUDGET:
            break
        seen += 1
        if _differs(copy, edited, case["id"], situation, rule_set):
            found.append(_tried(copy, words, case, run=len(found) < MOST_RUN))
    found.sort(key=lambda one: STATUS.index(one.status))
    return Changes(tuple(found), len(moved) - seen)


def _moved(
    copy: WorkingCopy, edited: Edited, condition: Condition
) -> list[tuple[Plain, Situation]]:
    """Return the cases for which the condition and the one in force differ in truth."""
    before = condition_of(edited.in_force(copy.compiled))
    return [
        (case, situation)
        for case, situation in copy.cases
        if _reaches(edited, situation)
        and _truth(edited, situation, before) is not _truth(edited, situation, condition)
    ]


def _reaches(edited: Edited, situation: Situation) -> bool:
    """Tell whether the person of a case may see the lines of the edited procedure."""
    if edited.department and situation.department not in (edited.department, None):
        return edited.department == "national"
    procedure = situation.rule_set.procedures.get(edited.procedure)
    if procedure is None or not edited.knows_channel:
        return True
    return situation.truth_of_procedure(procedure) is not False


def _truth(edited: Edited, situation: Situation, condition: Condition) -> Truth:
    """Return the truth of a condition for a person.

    A line of a procedure may test the channel through which the procedure is filed.
    """
    if edited.knows_channel and "channel" in facts_of(condition):
        procedure = situation.rule_set.procedures[edited.procedure]
        view = view_of(situation, resolve_channel(situation, procedure))
        return truth_of(condition, view)
    return truth_of(condition, situation)


def _differs(
    copy: WorkingCopy, edited: Edited, name: str, situation: Situation, rule_set: RuleSet
) -> bool:
    if edited.kind in ("question", "choice"):
        # The questions asked differ, even if nothing else does.
        return True
    if (name, "outcome") not in copy.before:
        before = evaluate(situation.rule_set, situation.answers, situation.today)
        copy.before[name, "outcome"] = _outcome(before)
    after = evaluate(rule_set, situation.answers, situation.today)
    return _outcome(after) != copy.before[name, "outcome"]


def _outcome(evaluation: Evaluation) -> tuple[object, ...]:
    """Return everything that a person sees, whatever rule gives it."""
    procedures = [
        (
            one.procedure.id,
            one.certain,
            one.recommended,
            one.channel.channel and one.channel.channel.kind,
            [(step.step.id, step.certain) for step in one.steps],
            [(line.entry.documents, line.certain) for line in one.documents],
            [(cost.label, cost.amount, cost.certain, cost.possible) for cost in one.costs],
            one.warnings,
            [warning.text.get("fr") for step in one.steps for warning in step.step.warnings],
        )
        for one in evaluation.procedures
    ]
    return procedures, [(one.orientation.id, one.certain) for one in evaluation.orientations]


def _tried(copy: WorkingCopy, words: CaseWords, case: Plain, *, run: bool) -> ChangedCase:
    if not run:
        return ChangedCase(case["id"], "changes", "")
    if (case["id"], "faults") not in copy.before:
        copy.before[case["id"], "faults"] = run_case(copy.compiled, case, copy.today)
    before = copy.before[case["id"], "faults"]
    after = run_case(words.rule_set, case, copy.today, words)
    if after and not before:
        return ChangedCase(case["id"], "breaks", after[0])
    status = "mends" if before and not after else "changes"
    return ChangedCase(case["id"], status, "")


def _concerned(copy: WorkingCopy, edited: Edited, condition: Condition) -> Changes:
    """Return the cases that a line not saved yet would concern; its effect is not known."""
    procedure = copy.compiled.procedures.get(edited.procedure)
    if procedure is None:
        return Changes(())
    found = []
    for case, situation in copy.cases:
        here = edited.department in ("", situation.department)
        if here and _recommends(situation, procedure) and _truth(edited, situation, condition):
            found.append(ChangedCase(case["id"], "concerns", ""))
    return Changes(tuple(found))


def _recommends(situation: Situation, procedure: Procedure) -> bool:
    for one in situation.rule_set.tracks[procedure.track]:
        if situation.truth_of_procedure(one):
            return one is procedure
    return False
