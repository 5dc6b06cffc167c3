"""The panel on the page of a case: fields in words, and today's result."""

import json
from dataclasses import dataclass

from procedures.drafting.cases.answered import unreadable
from procedures.drafting.cases.expected import fits
from procedures.drafting.cases.rows import rows_of
from procedures.drafting.cases.today import POSSIBLE, expects, says_something_sure, verified
from procedures.drafting.links import Links
from procedures.drafting.trying.answers import Answers
from procedures.drafting.words.conditions import DeskWording

from ..addresses import ADDRESSES
from ..desk_page import is_small_number
from ..tryout.saving import is_source

LABELS = {"answers": "les réponses", "expect": "le résultat attendu"}


@dataclass(frozen=True, slots=True)
class Panel:
    """The values of the panel. Without a rule set it has only ``may_change`` and the text."""

    may_change: bool
    editable: bool
    fields: tuple = ()
    other_fields: tuple = ()
    # ((question, answer) in words, …) for accounts that may only read
    answers_in_words: tuple = ()
    answers_errors: int = 0
    lost: tuple = ()
    rows: object = None
    faults: tuple = ()
    elsewhere: str = ""
    today: object = None
    lines: tuple = ()
    # ((title, page, how it is listed), …): those that are sure, then those still possible
    sure: tuple = ()
    possible: tuple = ()
    bases: tuple = ()
    conflicts: tuple = ()
    unsaved: bool = False
    # Nothing is answered or expected yet: the case can neither pass nor fail.
    blank: bool = False
    expects: bool = False
    # The expectation was copied from a result, and not read again.
    unread: bool = False
    # What it verifies, in words; the questions that are still to be asked to this person; and
    # whether that is next to nothing.
    verified: tuple = ()
    to_ask: int = 0
    little: bool = False


def panel_of(form, case, *, may_change):
    """Return the panel of a case's form."""
    if not form.has_words:
        return Panel(may_change, editable=False)
    rule_set, expect = form.draft.rule_set, form.values["expect"]
    today = form.today()
    answers = form.fields_read or Answers(rule_set).read_data(form.values["answers"])
    first, others = answers.fields(today.day, "fr")
    readable = fits(expect)
    to_ask = sum(one.asked for one in first + others)
    links = Links(rule_set, ADDRESSES)
    return Panel(
        may_change=may_change,
        editable=True,
        fields=tuple(first),
        other_fields=tuple(others),
        answers_in_words=() if may_change else tuple(_in_words(rule_set, answers.given)),
        answers_errors=len(answers.errors),
        lost=tuple(unreadable(rule_set, form.values["answers"])),
        rows=rows_of(expect, today, form.reader, links) if readable else None,
        faults=tuple(today.faults(expect)) if readable else (),
        elsewhere=today.elsewhere(form.values["answers"], department_of(form, case)),
        today=today,
        lines=tuple(today.lines(today.subject(expect))) if readable else (),
        sure=tuple(_listed(today, links, sure=True)),
        possible=tuple(_listed(today, links, sure=False)),
        bases=tuple((f"{name}-base", json.dumps(value)) for name, value in form.base.items()),
        conflicts=tuple((name, LABELS[name]) for name in form.conflicts),
        unsaved=form.is_bound,
        blank=not answers.given and not expect,
        expects=expects(expect),
        unread=_is_unread(form, case),
        verified=tuple(verified(expect, today.words)) if readable else (),
        to_ask=to_ask,
        little=bool(to_ask) and readable and not says_something_sure(expect),
    )


def _listed(today, links, *, sure):
    for key, status in today.statuses.items():
        if (status != POSSIBLE) is sure:
            yield today.words.procedure(key), links.procedure(key), status


def _is_unread(form, case):
    source = form["source"].value() if "source" in form.fields else case and case.source
    return bool(source) and not is_source(source)


def _in_words(rule_set, given):
    wording = DeskWording(rule_set)
    for key, question in rule_set.questions.items():
        if key in given:
            yield question.text.get("fr", key), wording.value(key, given[key])


def department_of(form, case):
    """Return the département of a case, even of one being added."""
    if case is not None:
        return case.department
    field = form.fields.get("department")
    typed = form.data.get("department") if form.is_bound else form.initial.get("department")
    return (
        field.queryset.filter(pk=typed).first() if field and is_small_number(str(typed)) else None
    )
