"""The activity of an association in numbers, by period: no reference, no person, no small number.

A number is shown as elsewhere (``procedures.counting.disclosure``): at least 5, rounded down to a
multiple of 5, and the groups that are too small together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import TemplateView

from procedures.counting.disclosure import LEAST, REST, groups_of, rounded
from procedures.engine.values.rules import RuleSet
from procedures.publishing.parts.channel_words import family_title
from questionnaire.models import Dossier
from questionnaire.runs.pages import EditionPage

from .access import MemberPage
from .acts import DossierAct, every_act
from .content import DossierCard, cards_of
from .following import DECISIONS, STAGES, Stage, current, stage_of
from .forms import PlainForm
from .listing import department_in_words

OTHERS = "Autres"
COLUMNS = {"ce qui est compté": 40, "": 50, "nombre, au moins": 18}
OF_DOSSIERS = {DossierAct.OPENED, DossierAct.SAVED, DossierAct.REOPENED, DossierAct.GIVEN}


class PeriodForm(PlainForm):
    """The days of a report, which are in its address."""

    since = forms.DateField(
        label="Du", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="Au", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        if not self.errors and sent["until"] < sent["since"]:
            self.add_error("until", "Le dernier jour vient avant le premier.")
        return sent


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Numbers under one heading: (what is counted, how many at least)."""

    title: str
    lines: list[tuple[str, int]]


def tables_of(
    cards: Iterable[tuple[Dossier, DossierCard]],
    consulted: int,
    rules: RuleSet,
    since: date,
    until: date,
) -> list[ReportTable]:
    """Return the numbers of a period; ``consulted`` is how many dossiers somebody opened in it."""
    every = [
        (date.fromisoformat(one.created_on or timezone.localdate(row.saved_at).isoformat()), one)
        for row, one in cards
    ]
    new = [one for day, one in every if since <= day <= until]
    families: Counter[str] = Counter()
    for one in new:
        known = (rules.procedures[key].family for key in one.procedures if key in rules.procedures)
        families.update({family_title(family) for family in known} or {"Aucune démarche certaine"})
    places = Counter(department_in_words(one.department) or "Pas de département" for one in new)
    stages = Counter(stage_of(current(one.requests)) for one in new)
    decided = Counter(
        request["decision"]
        for _day, one in every
        for request in one.requests
        if since.isoformat() <= request.get("decided_on", "") <= until.isoformat()
    )
    return [
        ReportTable(
            "Dossiers",
            [("Dossiers créés", rounded(len(new))), ("Dossiers consultés", rounded(consulted))],
        ),
        _table("Dossiers créés, par famille de démarches", families),
        _table("Dossiers créés, par département", places),
        _table("Dossiers créés, par étape", {str(STAGES[key]): n for key, n in stages.items()}),
        _table(
            "Décisions reçues",
            {DECISIONS[Stage(key)].capitalize(): number for key, number in decided.items()},
        ),
    ]


def _table(title: str, numbers: dict[str, int]) -> ReportTable:
    shown = groups_of(numbers)
    rest = shown.pop(REST, 0)
    lines = sorted(shown.items(), key=lambda one: (-one[1], one[0]))
    return ReportTable(title, [*lines, *([(OTHERS, rest)] if rest else [])])


class ReportView(MemberPage, EditionPage, TemplateView):
    """The report of a period, as a page or a workbook."""

    template_name = "questionnaire/dossiers/report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        first = {"since": self.today.replace(month=1, day=1), "until": self.today}
        form = PeriodForm(request.GET if "since" in request.GET else first)
        if not form.is_valid():
            page = self.get_context_data(form=form, tables=[])
            return render(request, self.template_name, page, status=422)
        tables = self.tables(**form.cleaned_data)
        if request.GET.get("form") == "xlsx":
            return self.as_workbook(tables)
        page = self.get_context_data(form=form, tables=tables, least=LEAST, **form.cleaned_data)
        return render(request, self.template_name, page)

    def tables(self, since: date, until: date) -> list[ReportTable]:
        consulted = {
            one.about
            for one in every_act(self.organisation, self.cipher)
            if one.act in OF_DOSSIERS and since <= timezone.localdate(one.at) <= until
        }
        cards = cards_of(self.organisation, self.cipher)
        return tables_of(cards, len(consulted), self.edition.rule_set, since, until)

    def as_workbook(self, tables: list[ReportTable]) -> HttpResponse:
        # Imported here: it weighs 9 MB, in processes of which few ever write a workbook.
        from openpyxl import Workbook

        from procedures.xlsx import XLSX, add_table, bytes_of

        book = Workbook(write_only=True)
        lines = ((one.title, *line) for one in tables for line in one.lines)
        add_table(book, "Activité", COLUMNS, lines)
        response = HttpResponse(bytes_of(book), content_type=XLSX)
        response.headers["Content-Disposition"] = 'attachment; filename="activite.xlsx"'
        return response
