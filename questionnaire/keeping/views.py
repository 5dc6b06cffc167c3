"""The page that gives the link of an answer, and the one that opens it again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.generic import TemplateView

from procedures.qr import picture_of
from questionnaire.reception.ticket import PAPERS, ROLL
from questionnaire.result.reading import original
from questionnaire.runs.pages import EditionPage

from .coding import LONGEST_CODE, BadCode, CodedRun, decode
from .link import LinkedRun, reopened


class KeepView(LinkedRun, TemplateView):
    """Gives the link that holds the answers of a run: to copy, to send, to photograph."""

    template_name = "questionnaire/keeping/keep.html"
    message = gettext_noop("Ma liste : %(link)s")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # After a danger there is no link: somebody else may read the message that holds it.
        if self.is_sensitive or not self.walk.complete:
            return redirect(self.urls.result)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        link = self.link
        message = quote(_(self.message) % {"link": link}, safe="")
        return super().get_context_data(
            link=link,
            prefecture=original(self.reading.department.prefecture.name),
            picture=picture_of(link),
            message_url=f"sms:?&body={message}",
            mail_url=f"mailto:?body={message}",
            **kwargs,
        )


class KeptTicketView(KeepView):
    """The same link on a ticket, which an agent prints for the person beside them.

    The ticket of the entrance begins the questionnaire; this one opens the answer. Nothing is kept.
    """

    template_name = "questionnaire/keeping/ticket.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("papier", "")
        paper = asked if asked in PAPERS else ROLL
        day = self.reading.day(self.reading.today)
        return super().get_context_data(paper=paper, day=day, **kwargs)


class ReopenView(EditionPage, TemplateView):
    """Opens a link again, at a press: a preview of the link, or a robot, opens nothing."""

    template_name = "questionnaire/keeping/reopen.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("code", "")
        if self.forgery_suspected:
            return self.render_to_response(self.get_context_data(typed=typed))
        try:
            kept = self.read_code(typed)
        except BadCode:
            page = self.get_context_data(typed=typed[:LONGEST_CODE], refused=True)
            return self.render_to_response(page, status=422)
        return reopened(request, self.edition, kept)

    def read_code(self, typed: str) -> CodedRun:
        """Return what was typed or pasted, or raise ``BadCode``."""
        return decode(typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(forgery_suspected=self.forgery_suspected, **kwargs)
