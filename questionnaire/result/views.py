"""The result page of a run: evaluates the answers, prepares the values, shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import Evaluation, evaluate_situation
from procedures.engine.situation import Situation
from questionnaire.runs.counted import is_seen
from questionnaire.runs.pages import RunPage
from questionnaire.runs.standing_in import french_stands_in

from .counting import count_result
from .links import links_of
from .page import Result, result_of
from .reading import Reading, Shown


class ResultView(RunPage, TemplateView):
    """The result of a run, computed from its answers at each request; nothing is stored."""

    template_name = "questionnaire/result/page.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A result before the last question would be a guess.
        if not self.walk.complete:
            return redirect(self.next_url())
        response = super().get(request, *args, **kwargs)
        if is_seen(request):
            count_result(self.run, self.walk.asked, self.reading, self.result)
        return response

    @cached_property
    def reading(self) -> Reading:
        situation = with_commune(self.walk.situation, self.run.answers)
        return Reading(situation, self.language, self.urls, self.run.assisted)

    @cached_property
    def result(self) -> Result:
        evaluation = evaluate_situation(self.reading.situation)
        if self.walk.urgent:
            evaluation = only_certain(evaluation)
        return result_of(self.reading, evaluation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading, result = self.reading, self.result
        context = super().get_context_data(
            result=result,
            in_french=french_stands_in(result),
            page_links=links_of(result),
            made_on=reading.day(self.today),
            commune=commune_of(reading),
            commune_url=self.urls.question("commune") if has_commune(reading.situation) else "",
            urgent=self.walk.urgent,
            nameless=result.sensitive or self.tells,
            **kwargs,
        )
        published = timezone.localtime(self.edition.published_at).date()
        context["edition"] = {**context["edition"], "date": reading.day(published)}
        return context


def only_certain(evaluation: Evaluation) -> Evaluation:
    """Return a result without what depends on answers that nobody asked for.

    After two questions almost everything is still possible: a list of it would hide the answer.
    """
    certain = [
        replace(
            one,
            steps=tuple(step for step in one.steps if step.certain),
            documents=tuple(entry for entry in one.documents if entry.certain),
            costs=tuple(cost for cost in one.costs if cost.certain),
        )
        for one in evaluation.procedures
        if one.certain
    ]
    return replace(evaluation, procedures=tuple(certain))


def with_commune(situation: Situation, data: Mapping[str, Any]) -> Situation:
    """Return the situation with the commune, if the questionnaire did not need it.

    A question that is not needed changes no rule. But the préfecture and the helpers nearby depend
    on no rule, and a person who told us where they live wants to see them.
    """
    question = situation.rule_set.questions.get("commune")
    if question is None or "commune" in situation.answers or "commune" not in data:
        return situation
    try:
        value = read_answer(situation.rule_set.facts["commune"], question, data["commune"])
    except InvalidAnswers:
        return situation
    answers = {**situation.answers, "commune": value}
    return Situation(situation.rule_set, answers, situation.today)


def has_commune(situation: Situation) -> bool:
    """Tell whether the person lives in a French commune, whether they told it or not."""
    return "commune" in situation.rule_set.questions and situation.applies("commune") is True


def commune_of(reading: Reading) -> Shown:
    """Return the name of the person's commune, or an empty string."""
    question = reading.rule_set.questions.get("commune")
    if question is None or not reading.situation.answers.get("commune"):
        return ""
    return reading.answer(question)
