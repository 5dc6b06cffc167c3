"""The page that gives a short code, and the one that opens it again or erases it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from questionnaire.result import formats
from questionnaire.runs.away import unavailable
from questionnaire.runs.pages import EditionPage

from . import short_codes
from .code_words import written
from .link import LinkedRun, reopened

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
        try:
            if "erase" in request.POST:
                short_codes.erase(typed)
                return self.shown("", erased=True)
            kept = short_codes.opened(typed, self.today)
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
