"""The answer of a run as two PDF, drawn from the answers of the cookie at each request.

The page for the counter takes a fifth of the time that the explanations take: it is drawn alone.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from procedures.qr import picture_of
from questionnaire.keeping.link import LinkedRun
from questionnaire.result.counter_sheet import with_ticks

from .discreet import discreet
from .drawing import Typesetter, drawing
from .pdf_slot import Full, PdfSlot
from .pdf_worker import DrawnBeside

SECONDS_BEFORE_ANOTHER_TRY = 10
# Of the eight threads of a process, three at most wait for a drawing.
pdf_slot = PdfSlot(waiting=2, seconds=10)
beside = DrawnBeside()


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
        draws = drawing()
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

    def drawn(self, draws: Typesetter) -> bytes:
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
        drawer = beside if settings.DRAWS_BESIDE else draws
        return pdf_slot.draw(lambda: drawer.pdf(page))

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
