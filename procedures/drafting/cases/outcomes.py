"""The outcome of every case on the working copy: whether it passes, and whether it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from django.utils import timezone

from procedures.drafting.cases.words import CaseWords
from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.situation import Situation
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.publishing.cases import faults_of, result_of
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import preparing
from procedures.rights import Rights

from .. import versions as drafts
from .expected import fits
from .today import expects

PASSES, FAILS, NOTHING = "réussit", "échoue", "rien n'est attendu"
# What of a procedure is compared, besides the kind of its channel.
SEEN = ("id", "certainty", "recommended", "steps", "documents", "costs", "card")
# An expectation that tests nothing.
FREE: Plain = {}
COLUMNS = ("pk", "answers", "expect", "today")
# The columns of a case, its day as text.
Row: TypeAlias = tuple[int, Plain, Plain, str | None]


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """The outcome of a case.

    ``faults`` are its failures. ``changes`` is true if its result differs from the edition in
    force. ``expects`` is false if it compares nothing: it does not pass then, and does not fail.
    """

    faults: tuple[str, ...]
    changes: bool
    expects: bool = True

    @property
    def state(self) -> str:
        if self.faults:
            return FAILS
        return PASSES if self.expects else NOTHING


Outcomes: TypeAlias = dict[int, CaseOutcome]
# {primary key: a mark of what the person gets}
Given: TypeAlias = dict[int, bytes]
_kept: Kept[Outcomes] = Kept(4)
_given: Kept[Given] = Kept(4)


class CaseOutcomes:
    """The outcomes on the working copy that an account may see, read when they are asked for."""

    def __init__(self, rights: Rights) -> None:
        self._rights = rights

    @cached_property
    def draft(self) -> drafts.Version:
        return drafts.draft(self._rights)

    @cached_property
    def by_key(self) -> Outcomes:
        """{primary key: ``CaseOutcome``} of every case; empty while the working copy is broken."""
        return _outcomes(self._rights, self.draft, drafts.published())


def _outcomes(rights: Rights, draft: drafts.Version, published: drafts.Version | None) -> Outcomes:
    if draft.rule_set is None:
        return {}
    cases = drafts.tried_cases(rights.user)
    rows = [_data(row) for row in cases.order_by("pk").values_list(*COLUMNS)]
    today = timezone.localdate()
    about = (today, preparing.digest(rows))
    key = (draft.digest, published.digest if published else "", *about)

    def compute() -> Outcomes:
        before: Given = {}
        if published and published.rule_set and published.digest != draft.digest:
            in_force = published.rule_set
            before = _given.get((published.digest, *about), lambda: _seen_by(rows, in_force, today))
        found, given = _computed(rows, draft.compiled, before, today)
        # Once this is published, the next edit is compared with it.
        _given.get((draft.digest, *about), lambda: given)
        return found

    return _kept.get(key, compute)


def _seen_by(rows: Iterable[Row], rule_set: RuleSet, today: date) -> Given:
    """Return what each case gives under a rule set, kept while agents write the next one."""
    return {
        pk: _seen(_tried(rule_set, answers, parse_date(written) or today))
        for pk, answers, _, written in rows
    }


def _computed(
    rows: Iterable[Row], rule_set: RuleSet, before: Given, today: date
) -> tuple[Outcomes, Given]:
    """Return the outcome of each case, and what each gives, for those whose expectation reads."""
    words = CaseWords(rule_set)
    found: Outcomes = {}
    given: Given = {}
    for pk, answers, expect, written in rows:
        day = parse_date(written) or today
        if not fits(expect):
            found[pk] = CaseOutcome(("le résultat attendu ne se lit pas",), changes=False)
            continue
        outcome = _tried(rule_set, answers, day, expect)
        given[pk] = _seen(outcome)
        if isinstance(outcome, str):
            found[pk] = CaseOutcome((words.refusal(outcome),), changes=False)
        else:
            faults = tuple(faults_of(expect, *outcome, words))
            changes = pk in before and before[pk] != given[pk]
            found[pk] = CaseOutcome(faults, changes, expects(expect))
    return found, given


def _tried(
    rule_set: RuleSet, answers: Plain, day: date, expect: Plain = FREE
) -> tuple[Situation, PlainDict] | str:
    """Return (situation, result), or the error of the answers as text."""
    try:
        read = read_answers(rule_set, answers)
    except InvalidAnswers as error:
        return str(error)
    situation = Situation(rule_set, read, day)
    return situation, result_of(expect, situation)


def _seen(outcome: tuple[Situation, PlainDict] | str) -> bytes:
    """Return a mark of what a person gets, without its wording, to compare two results."""
    if isinstance(outcome, str):
        return sha256(outcome.encode()).digest()
    listed = [[one[key] for key in SEEN] for one in outcome[1]["procedures"]]
    kinds = [one["channel"] and one["channel"]["kind"] for one in outcome[1]["procedures"]]
    return sha256(repr((listed, kinds, outcome[1]["orientations"])).encode()).digest()


def _data(row: tuple[int, Plain, Plain, date | None]) -> Row:
    pk, answers, expect, day = row
    return pk, answers, expect, day.isoformat() if day else None
