"""The page of a run about other answers: why not another procedure, and what would lead to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from questionnaire.result.views import AnsweredRun
from questionnaire.runs.wording import french_stands_in

from .other_answers import open_questions
from .why_not import why_not_list


class OtherAnswersView(AnsweredRun, TemplateView):
    """Nothing is stored: the other answers are tried in memory, and none is in an address."""

    template_name = "questionnaire/understanding/page.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What is urgent comes first: no other answer is shown beside it.
        if not (self.walk.complete and self.explains):
            return redirect(self.next_url() if not self.walk.complete else self.urls.result)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        near = why_not_list(self.reading, self.evaluation)
        changing = open_questions(self.reading, self.walk)
        return super().get_context_data(
            near=near,
            changing=changing,
            in_french=french_stands_in([near, changing]),
            **kwargs,
        )
