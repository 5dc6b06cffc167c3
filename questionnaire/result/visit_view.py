"""The page of the two buttons of « Avez-vous encore besoin de venir à la préfecture ? »."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from procedures.counting import Event
from questionnaire.reports.origin import comes_from_elsewhere
from questionnaire.runs.counted import count_once

from .counting import place_of
from .views import AnsweredRun
from .visits import ASKED, NO, REASONS, YES, visit_question

ANCHOR = "#venir"


@method_decorator(csrf_exempt, name="dispatch")
class VisitView(AnsweredRun, View):
    """Counts what a person says of coming, by département and procedure: once for a run.

    No token weighs on the answer: what another site sends comes without the run, and is refused.
    """

    http_method_names = ["post", "options"]
    most_an_hour = 60

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.walk.complete and not (comes_from_elsewhere(request) or self.is_sensitive):
            self.count(request.POST.get("venir"), request.POST.get("raison"))
        return redirect(self.urls.result + ANCHOR)

    def count(self, answer: str | None, reason: str | None) -> None:
        first = next((one for one in self.evaluation.procedures if one.recommended), None)
        if first is None or first.procedure.sensitive:
            return
        place, left = place_of(self.reading.situation), visit_question(self.run)
        if answer in (YES, NO) and not left.thanks:
            event = Event.VISIT if answer == YES else Event.NO_VISIT
            count_once(self.run, event, first.procedure.id, place, once_for=ASKED)
        elif reason in REASONS and left.reasons:
            count_once(self.run, Event.VISIT_REASON, str(reason), place, once_for=ASKED)
