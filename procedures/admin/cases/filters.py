"""The filters of the list of cases: by procedure, by part, by outcome."""

import json
from dataclasses import dataclass

from django.contrib import admin

from procedures.drafting.cases.answered import unreadable
from procedures.drafting.cases.expected import fits, named
from procedures.drafting.cases.outcomes import FAILS, NOTHING, PASSES, CaseOutcomes
from procedures.drafting.cases.rows import rows_of
from procedures.drafting.cases.today import POSSIBLE, expects, says_something_sure, verified
from procedures.drafting.links import Links
from procedures.drafting.trying.answers import Answers
from procedures.drafting.words.conditions import DeskWording
from procedures.models import NATIONAL, Case, Department, Procedure
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import is_small_number
from ..tryout.saving import is_source

CHANGES = "change"
LABELS = {"answers": "les réponses", "expect": "le résultat attendu"}


def outcomes_of(request):
    """Return the CaseOutcomes, read once for all that a page says of them."""
    if not hasattr(request, "_case_outcomes"):
        forget_outcomes(request)
    return request._case_outcomes


def forget_outcomes(request):
    """Read the outcomes again: this request changed the working copy."""
    request._case_outcomes = CaseOutcomes(rights_of(request))


class OutcomeFilter(admin.SimpleListFilter):
    title = "résultat"
    parameter_name = "resultat"

    def lookups(self, request, model_admin):
        states = [(one, one) for one in (PASSES, FAILS, NOTHING)]
        return [*states, (CHANGES, "diffère du publié")]

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted not in (PASSES, FAILS, NOTHING, CHANGES):
            return queryset
        found = outcomes_of(request).by_key.items()
        keys = [
            pk for pk, one in found if (one.changes if wanted == CHANGES else one.state == wanted)
        ]
        return queryset.filter(pk__in=keys)


class PartFilter(admin.SimpleListFilter):
    title = "département"
    parameter_name = "partie"

    def lookups(self, request, model_admin):
        local = Department.objects.exclude(code=NATIONAL).filter(cases__isnull=False).distinct()
        return [(NATIONAL, "tout le pays"), *((one.code, str(one)) for one in local)]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() == NATIONAL:
            return queryset.filter(department=None)
        return queryset.filter(department__code=self.value())


class ProcedureFilter(admin.SimpleListFilter):
    title = "démarche attendue"
    parameter_name = "demarche"
    template = "admin/cases/procedure_filter.html"

    def lookups(self, request, model_admin):
        self.cases = {}
        for pk, expect in Case.objects.order_by().values_list("pk", "expect"):
            for name in named(expect):
                self.cases.setdefault(name, []).append(pk)
        titles = Procedure.objects.filter(key__in=self.cases).values_list("key", "title_fr")
        return sorted(titles, key=lambda pair: (pair[1] or "").casefold())

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(pk__in=self.cases.get(self.value(), ()))

    def choices(self, changelist):
        """Yield the other parameters of the page, which the form must keep, then the choices."""
        own = {self.parameter_name, "p"}
        kept = [(key, value) for key, value in changelist.params.items() if key not in own]
        yield {"kept": kept, "name": self.parameter_name, "selected": self.value() is None}
        for key, title in self.lookup_choices:
            yield {"key": key, "display": title, "selected": key == self.value()}


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
