"""The answer of a run as two PDF, drawn from the answers of the cookie at each request."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from procedures.engine.schema.texts import in_language
from procedures.engine.values.rules import RuleSet
from procedures.qr import picture_of
from questionnaire.keeping.link import LinkedRun
from questionnaire.result.counter_sheet import CounterPart, CounterSheet, Pair, with_ticks

from .drawing import DrawnBeside, Full, PdfSlot, Typesetter, drawer

# Of a paper that so many procedures ask for, nobody can tell why it is asked.
USUAL = 20
TITLE, PAPERS = gettext_noop("Ma liste"), gettext_noop("Les papiers")
SHORT = gettext_noop("Cette liste est courte : d’autres papiers peuvent être demandés.")


def discreet(sheet: CounterSheet, rules: RuleSet) -> CounterSheet:
    """Return a page with its days, its price and its usual papers only, under a title of all."""
    usual = usual_papers(rules)
    lines = [
        replace(line, remark="", own_remark="")
        for part in sheet.parts
        for line in part.lines
        if line.french in usual
    ]
    return replace(
        sheet,
        title=_pair(TITLE),
        sentences=[_pair(SHORT)],
        situation=[],
        parts=[CounterPart(_pair(PAPERS), lines)] if lines else [],
        notes=Pair("", ""),
    )


def usual_papers(rules: RuleSet) -> set[str]:
    """Return the French names of the lines of papers that many procedures have."""
    asked: Counter[str] = Counter()
    for procedure in rules.procedures.values():
        names = (
            one.group or rules.documents[one.documents[0]].title for one in procedure.documents
        )
        asked.update({in_language(name, "fr") for name in names})
    return {name for name, count in asked.items() if count >= USUAL}


def _pair(message: str) -> Pair:
    with translation.override("fr"):
        french = _(message)
    return Pair(french, "" if translation.get_language() == "fr" else _(message))


SECONDS_BEFORE_ANOTHER_TRY = 10
# Of the eight threads of a process, three at most wait for a drawing.
pdf_slot = PdfSlot(waiting=2, seconds=10)


# More papers than any list has.
MOST_TICKED = 100
# What is drawn of an answer that tells a danger: a page asks which before.
DISCREET, WHOLE = "discrete", "complete"


@method_decorator(csrf_exempt, name="dispatch")
class PaperView(LinkedRun, View):
    """The pages for the counter alone, one a procedure, to keep or to print.

    The ticks of the page stay on the device: a page with ticks sends them with the request, in a
    body that nothing keeps. No token weighs on the answer, since nothing changes by it.
    """

    http_method_names = ["get", "post", "options"]
    template_name = "questionnaire/printing/counter.html"
    # It does not tell what the list is about: a file lies in a folder, and is sent under its name.
    file_name = "liste.pdf"
    versions = (DISCREET, WHOLE)

    @property
    def own_url(self) -> str:
        return self.urls.paper

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draws = drawer()
        if draws is None or not self.walk.complete or not self.result.sheets:
            return redirect(self.urls.result)
        if self.nameless and not self.version:
            return self.warning()
        try:
            content = self.drawn(draws)
        except Full:
            return self.busy()
        response = HttpResponse(content, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{self.file_name}"'
        return response

    post = get

    @property
    def version(self) -> str:
        """Which of its versions is asked for, if one is."""
        sent = self.request.POST.get("version") or self.request.GET.get("version", "")
        return sent if sent in self.versions else ""

    @property
    def had(self) -> list[str]:
        return self.request.POST.getlist("pris")[:MOST_TICKED]

    def warning(self) -> HttpResponse:
        """Return the page that says who may read the file, and offers the discreet list."""
        page = {
            "own_url": self.own_url,
            "paper_url": self.urls.paper,
            "result_url": self.urls.result,
            "had": self.had,
            "sensitive": True,
            "nameless": True,
        }
        return render(self.request, "questionnaire/printing/warning.html", page)

    def busy(self) -> HttpResponse:
        """Return the page that says to ask again, while too many lists are drawn."""
        return busy(self.request, self.own_url, self.urls.result)

    def drawn(self, draws: DrawnBeside | Typesetter) -> bytes:
        published = timezone.localtime(self.edition.published_at).date()
        more = self.more()
        if self.version == DISCREET:
            more["sheets"] = [discreet(one, self.edition.rule_set) for one in more["sheets"]]
        page = render_to_string(
            self.template_name,
            {
                "result": self.result,
                "edition": {"number": self.edition.label, "date": self.reading.day(published)},
                **more,
            },
        )
        return pdf_slot.draw(lambda: draws.pdf(page))

    def more(self) -> dict[str, Any]:
        """Return what only this file shows."""
        return self.pages(self.had)

    def pages(self, had: list[str]) -> dict[str, Any]:
        """Return a page for each procedure of the answer; ``had`` are the papers that are there."""
        return {"sheets": [with_ticks(one.counter, had) for one in self.result.sheets]}


class ExplanationsView(PaperView):
    """The explanations of every procedure of the answer, then the link that holds the answers."""

    http_method_names = ["get", "options"]
    template_name = "questionnaire/printing/explanations.html"
    file_name = "explications.pdf"
    versions = (WHOLE,)

    @property
    def own_url(self) -> str:
        return self.urls.explanations

    def more(self) -> dict[str, Any]:
        return {
            "made_on": self.reading.day(self.today),
            "line": self.line,
            "picture": "" if self.nameless else picture_of(self.link),
        }


def busy(
    request: HttpRequest,
    again_url: str,
    result_url: str,
    template: str = "questionnaire/printing/busy.html",
    **more: Any,
) -> HttpResponse:
    """Return the page that says to try again in some seconds; nothing is lost."""
    context = {"again_url": again_url, "result_url": result_url, **more}
    response = render(request, template, context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(SECONDS_BEFORE_ANOTHER_TRY)
    return response
