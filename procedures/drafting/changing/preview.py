"""Previews a change of channel: makes it in a transaction, reads the result, and rolls it back.

The preview therefore cannot differ from the change that is then saved.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from django.db import transaction
from django.utils import timezone

from procedures.drafting.cases.words import CaseWords
from procedures.engine.channels import ChannelFound
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import Evaluation, evaluate_situation
from procedures.engine.results import evaluation_to_data
from procedures.engine.situation import Situation
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.exchange.columns import field_of
from procedures.models import NATIONAL, Channel, Department, Procedure
from procedures.publishing.cases import run_case, situation_of
from procedures.publishing.content import content_now
from procedures.publishing.hosts import new_site
from procedures.publishing.local_cases import held
from procedures.publishing.parts import preparing
from procedures.publishing.progress import WorkStage, counting, say

from .. import versions as drafts
from .moving import DepartmentFiling, Moved, Ways, in_words, move, national_of, rows_of
from .plans import no_email

MOST_CASES = 60
# What people read beside a way to file: an old address goes with it, and its line says so.
TEXTS = ("instructions", "no_slot_help")
# The procedures that each channel files, by its primary key.
Filed: TypeAlias = dict[int, list[Procedure]]


@dataclass(frozen=True, slots=True)
class FilingChange:
    """A chosen procedure, with how it is filed before and after the change."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A channel that files fewer procedures.

    ``idle`` is true if the channel files none any more and may be removed.
    """

    pk: int
    name: str
    procedures: tuple[str, ...]
    idle: bool


@dataclass(frozen=True, slots=True)
class CaseChange:
    name: str
    persona: str
    words: str
    breaks: bool


@dataclass(frozen=True, slots=True)
class LostText:
    """A text that the people who file these procedures would read no more."""

    label: str
    text: str
    procedures: tuple[str, ...]


class MovingForm(Protocol):
    """A change of channel as an agent asks for it."""

    @property
    def chosen(self) -> Sequence[Procedure]: ...
    @property
    def all_procedures(self) -> Sequence[Procedure]: ...
    def channel(self) -> Channel: ...


def preview(department: Department, form: MovingForm, visible: Collection[str]) -> PlainDict:
    """Return the context of the page that shows a change before it is made."""
    say(WorkStage.READING)
    chosen, today = form.chosen, timezone.localdate()
    filing, national = DepartmentFiling(department.code), national_of(department.code)
    ways = Ways(filing, national)
    before = {one: ways.of(filing, national, one) for one in chosen}
    read = {one: _texts(filing, national, one) for one in chosen}
    used = filing.used(form.all_procedures)
    version, digest = _working(department.code, visible)
    with transaction.atomic():
        moved = move(department, chosen, form.channel())
        after = DepartmentFiling(department.code)
        lines = [
            FilingChange(str(one.title), before[one], ways.of(after, national, one))
            for one in chosen
        ]
        lost = _lost(read, {one: _texts(after, national, one) for one in chosen})
        losses = _losses(filing, used, after.used(form.all_procedures), moved)
        context = {"target": in_words(moved.target), "copied": moved.copied, "digest": digest}
        context["new_site"] = new_site(moved.target.url)
        context["no_email"] = no_email(moved.target)
        changed, _ = _working(department.code, visible)
        transaction.set_rollback(True)
    cases = list(_cases(version, changed, department.code, today))
    context |= {"lines": lines, "lost": lost, "losses": losses, "cases": cases[:MOST_CASES]}
    broken = changed.rule_set is None
    return context | {"more_cases": max(len(cases) - MOST_CASES, 0), "broken": broken}


def _texts(
    own: DepartmentFiling, national: DepartmentFiling | None, procedure: Procedure
) -> set[tuple[str, str]]:
    """Return {(column, text)} of what is read beside the ways to file a procedure."""
    rows = rows_of(own, national, procedure)
    return {(name, text) for row in rows for name in TEXTS if (text := getattr(row, f"{name}_fr"))}


def _lost(
    before: Mapping[Procedure, set[tuple[str, str]]],
    after: Mapping[Procedure, set[tuple[str, str]]],
) -> list[LostText]:
    found: dict[tuple[str, str], list[str]] = {}
    for procedure, texts in before.items():
        for one in sorted(texts - after[procedure]):
            found.setdefault(one, []).append(str(procedure.title))
    return [
        LostText(str(field_of(Channel, f"{name}_fr").verbose_name), text, tuple(titles))
        for (name, text), titles in found.items()
    ]


def _working(code: str, visible: Collection[str]) -> tuple[drafts.Version, str]:
    """Return (version that an account may try, digest of a part), both of the same moment."""
    _, contents = drafts.published_contents()
    working = content_now().by_part
    seen = {part: one for part, one in working.items() if part in visible}
    return drafts.version_of({**contents, **seen}), preparing.digest(working.get(code))


def _losses(filing: DepartmentFiling, before: Filed, after: Filed, moved: Moved) -> list[Loss]:
    idle = {row.pk for row in moved.idle}
    found = []
    for row in filing.rows:
        lost = [one for one in before[row.pk] if one not in after[row.pk]]
        if lost:
            titles = tuple(str(one.title) for one in lost)
            found.append(Loss(row.pk, in_words(row), titles, row.pk in idle))
    return found


def _cases(
    before: drafts.Version, after: drafts.Version, part: str, today: date
) -> Iterator[CaseChange]:
    """Yield the cases whose result changes, those that would newly fail first."""
    if before.rule_set is None or after.rule_set is None:
        return
    found = []
    cases = list(held(after.plain, after.compiled, today))
    for case in counting(WorkStage.COMPARED_PEOPLE, cases):
        was = _situation(before.compiled, case, today)
        # Where somebody lives is no part of the change.
        if was is None or part not in (NATIONAL, was.department):
            continue
        will = _situation(after.compiled, case, today)
        if will is None or not _gets_another(was, will):
            continue
        faults = run_case(after.compiled, case, today, CaseWords(after.compiled))
        failed = run_case(before.compiled, case, today)
        words = "le résultat change"
        if faults:
            words = f"{'échoue toujours' if failed else 'échouerait'} : {faults[0]}"
        elif failed:
            words = "réussirait"
        persona = case.get("persona", "").rstrip(".")
        found.append(CaseChange(case["id"], persona, words, bool(faults and not failed)))
    yield from sorted(found, key=lambda one: not one.breaks)


def _situation(rule_set: RuleSet, case: Plain, today: date) -> Situation | None:
    """Return the situation of a case, or ``None`` if its answers cannot be read."""
    try:
        return situation_of(rule_set, case, today)
    except InvalidAnswers:
        return None


def _gets_another(was: Situation, will: Situation) -> bool:
    """Tell whether a change of channels gives somebody another result.

    Nothing else changes: a person who files as before gets the same, and words are made
    for the others alone.
    """
    before, after = evaluate_situation(was), evaluate_situation(will)
    if _filed(before) == _filed(after):
        return False
    return evaluation_to_data(was, before, "fr") != evaluation_to_data(will, after, "fr")


def _filed(evaluation: Evaluation) -> list[tuple[str, ChannelFound]]:
    return [(one.procedure.id, one.channel) for one in evaluation.procedures]
