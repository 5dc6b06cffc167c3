"""The pages that give the link and the short code of an answer, and those that open it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.generic import TemplateView

from procedures.qr import picture_of
from questionnaire.reception.ticket import PAPERS, ROLL
from questionnaire.result import formats
from questionnaire.result.reading import original
from questionnaire.runs.away import unavailable
from questionnaire.runs.pages import EditionPage

from . import short_codes
from .link import LONGEST_CODE, BadCode, CodedRun, LinkedRun, decode, reopened
from .short_codes import written


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


# What was typed is shown again, as far as a code goes.
LONGEST_SHOWN = 40
NOT_FOUND = 422


class NewCodeView(LinkedRun, TemplateView):
    """Keeps the answers of a run under a new code, at a press, and shows the code once."""

    template_name = "questionnaire/keeping/new_code.html"
    http_method_names = ["get", "post", "options"]
    most_an_hour = 60

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.urls.result if self.is_refused else self.urls.keep)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_refused:
            return redirect(self.urls.result)
        context: dict[str, Any] = {"forgery_suspected": self.forgery_suspected}
        if not self.forgery_suspected:
            try:
                context |= self.made()
            except short_codes.TooManyCodes:
                context["too_many"] = True
            except DatabaseError:
                return unavailable(request)
        return self.render_to_response(self.get_context_data(**context))

    @property
    def is_refused(self) -> bool:
        """Whether no code may be given: after a danger, or while answers are missing."""
        return not self.walk.complete or self.nameless

    def made(self) -> dict[str, Any]:
        code = short_codes.keep(self.coded_run(), self.today)
        last = self.today + timedelta(days=short_codes.DAYS)
        return {
            "code": written(code),
            "last_day": formats.day(last, self.language),
            "address": self.request.build_absolute_uri(reverse("short_code")),
        }


class CodeView(EditionPage, TemplateView):
    """Opens a list by its code, on any device, or erases it."""

    template_name = "questionnaire/keeping/code.html"
    http_method_names = ["get", "head", "post", "options"]
    most_an_hour = 60

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("code", "")
        if self.forgery_suspected:
            return self.shown(typed)
        tries = getattr(request, "tries_this_hour", 1)
        try:
            if "erase" in request.POST:
                short_codes.erase(typed, tries)
                return self.shown("", erased=True)
            kept = short_codes.opened(typed, self.today, tries)
        except short_codes.CodeRefused as refused:
            return self.shown(typed, NOT_FOUND, problem=problem_of(refused))
        except DatabaseError:
            return unavailable(request)
        return reopened(request, self.edition, kept)

    def shown(self, typed: str, status: int = 200, **more: Any) -> HttpResponse:
        page = self.get_context_data(typed=typed[:LONGEST_SHOWN], **more)
        return self.render_to_response(page, status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(forgery_suspected=self.forgery_suspected, **kwargs)


def problem_of(refused: short_codes.CodeRefused) -> str:
    """Return why a code opens nothing, and what to do."""
    if isinstance(refused, short_codes.NotACode):
        return _("Un code a 8 lettres et chiffres. Vérifiez ce que vous avez écrit.")
    if isinstance(refused, short_codes.OutdatedCode):
        return _(
            "Ce code n’est plus valable : il a plus de 60 jours. "
            "La liste est effacée. Vous pouvez recommencer le questionnaire."
        )
    if isinstance(refused, short_codes.TooManyCodes):
        return _("Trop de codes sont essayés en ce moment. Revenez dans une heure.")
    return _(
        "Aucune liste n’est gardée sous ce code. Vérifiez ce que vous avez écrit. "
        "Une liste est effacée après 60 jours, ou quand on le demande."
    )
