"""The papers that some départements ask more or less than the national list: a sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.values.department import Department, Override
from procedures.engine.values.procedure import DocumentEntry, Procedure
from procedures.publishing.departments import department_names
from questionnaire.result.reading import Reading, Shown, in_force, plain
from questionnaire.result.sureness import sureness

from .addresses import prefecture_url
from .audience import Criterion, criteria_of

# A longer condition is read in the questionnaire: a sentence would lose its reader.
MOST_CRITERIA = 2


@dataclass(frozen=True, slots=True)
class LocalPaper:
    """A paper, and the persons it is for: both are empty if it is for everybody.

    ``audience`` describes them by their answers, ``note`` is that of the line.
    """

    title: Shown
    audience: str = ""
    note: Shown = ""


@dataclass(frozen=True, slots=True)
class LocalPapers:
    """The papers that a département adds to a procedure, or takes from it."""

    code: str
    name: Shown
    url: str
    papers: list[LocalPaper]
    check: str


def asked_more(reading: Reading, procedure: Procedure) -> list[LocalPapers]:
    """Return the départements that ask for more papers, and which ones."""
    return [
        _local(reading, each, override, added(reading, override))
        for each, override in _adapting(reading, procedure)
        if in_force(reading, override.add_documents)
    ]


def asked_less(reading: Reading, procedure: Procedure) -> list[LocalPapers]:
    """Return the départements that do not ask for some papers of the list, and which ones."""
    found = (
        (each, override, dropped(reading, procedure, override))
        for each, override in _adapting(reading, procedure)
    )
    return [_local(reading, *each) for each in found if each[-1]]


def added(reading: Reading, override: Override) -> list[LocalPaper]:
    """Return the papers that an adaptation asks for today.

    The persons of one line are not those of a paper that another line asks of everybody.
    """
    lines = in_force(reading, override.add_documents)
    of_all = {_papers(one) for one in lines if one.when == ALWAYS and not one.for_some}
    return [
        LocalPaper(_title(reading, one), _audience(reading, one), _note(reading, one))
        for one in lines
        if not (one.for_some and _papers(one) in of_all)
    ]


def dropped(reading: Reading, procedure: Procedure, override: Override) -> list[LocalPaper]:
    """Return the papers of the list that an adaptation no longer asks for, in its order."""
    listed = chain.from_iterable(one.documents for one in in_force(reading, procedure.documents))
    return [
        LocalPaper(reading.shown(reading.rule_set.documents[one].title))
        for one in dict.fromkeys(listed)
        if one in override.drop_documents
    ]


def _adapting(reading: Reading, procedure: Procedure) -> list[tuple[Department, Override]]:
    """Return the départements that say something of a procedure, in the order of their codes."""
    known = reading.rule_set.departments
    return [
        (known[code], known[code].overrides[procedure.id])
        for code in department_names()
        if code in known and procedure.id in known[code].overrides
    ]


def _local(
    reading: Reading, department: Department, override: Override, papers: list[LocalPaper]
) -> LocalPapers:
    code = department.code
    name = reading.shown(department.name or {"fr": department_names()[code]})
    return LocalPapers(code, name, prefecture_url(code), papers, sureness(reading, override))


def _title(reading: Reading, entry: DocumentEntry) -> Shown:
    return reading.shown(entry.group or reading.rule_set.documents[entry.documents[0]].title)


def _papers(entry: DocumentEntry) -> tuple[tuple[str, ...], bool]:
    return entry.documents, entry.one_of


def _note(reading: Reading, entry: DocumentEntry) -> Shown:
    """Return the note of a line for some people only: another note names no persons."""
    return reading.shown(entry.note) if entry.for_some else ""


def _audience(reading: Reading, entry: DocumentEntry) -> str:
    if entry.when == ALWAYS:
        return _("selon votre situation") if entry.for_some and not entry.note else ""
    criteria = criteria_of(reading, entry.when)
    if not 1 <= len(criteria) <= MOST_CRITERIA or any(one.alternatives for one in criteria):
        return _("selon votre situation")
    return ", ".join(map(_in_words, criteria))


def _in_words(one: Criterion) -> str:
    quoted = [_("« %(words)s »") % {"words": plain(answer)} for answer in one.answers]
    either = f" {_('ou')} ".join(quoted)
    values = {"answer": either, "question": plain(one.question)}
    if one.excluded:
        return _("sauf si vous répondez %(answer)s à « %(question)s »") % values
    return _("si vous répondez %(answer)s à « %(question)s »") % values
