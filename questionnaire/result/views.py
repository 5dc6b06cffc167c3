"""The result page of a run: evaluates the answers, prepares the values, shows them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import Evaluation, evaluate_situation
from procedures.engine.situation import Situation
from questionnaire.printing.drawing import can_draw
from questionnaire.runs.blank_lines import without_blank_lines
from questionnaire.runs.counted import is_seen
from questionnaire.runs.french_fallback import french_stands_in
from questionnaire.runs.pages import RunPage
from questionnaire.runs.walk import answers_that_count

from .actions import actions
from .calendar import Reminder, calendar_file, reminders
from .counting import count_result
from .fingerprint import fingerprint_from_data
from .law import law_of
from .others import ShownLink
from .reading import Reading, Shown
from .since import Since, changes_since
from .visits import visit_question
from .whole_result import Result, result_of


class AnsweredRun(RunPage):
    """A page that needs the result of a run, computed at each request; nothing is stored."""

    @cached_property
    def reading(self) -> Reading:
        situation = with_commune(self.walk.situation, self.run.answers)
        return Reading(
            situation, self.language, self.urls, self.run.assisted, quiet=self.is_sensitive
        )

    @cached_property
    def evaluation(self) -> Evaluation:
        found = evaluate_situation(self.reading.situation)
        return only_certain(found) if self.walk.urgent else found

    @cached_property
    def result(self) -> Result:
        return result_of(self.reading, self.evaluation)

    @property
    def nameless(self) -> bool:
        """Whether nothing that leaves the page may name or tell what it is about."""
        return self.result.sensitive or self.reading.quiet

    @cached_property
    def reminders(self) -> list[Reminder]:
        """The days to come; none after a danger, which no calendar must show."""
        hidden = self.reading.quiet or any(
            one.recommended and one.procedure.sensitive for one in self.evaluation.procedures
        )
        return [] if hidden else reminders(self.reading, self.evaluation)


class ResultView(AnsweredRun, TemplateView):
    """The result of a run."""

    template_name = "questionnaire/result/page.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A result before the last question would be a guess.
        if not self.walk.complete:
            return redirect(self.next_url())
        response = cast(TemplateResponse, super().get(request, *args, **kwargs))
        response.add_post_render_callback(without_blank_lines)
        if is_seen(request):
            count_result(self.run, self.walk.asked, self.reading, self.result)
        return response

    @property
    def since(self) -> Since | None:
        """What changed since the list was kept, or ``None`` for a list that was not."""
        before = fingerprint_from_data(self.run.since)
        return changes_since(self.reading, self.evaluation, before) if before else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading, result = self.reading, self.result
        # A member who helps does not know it of the person.
        private = self.nameless or self.walk.urgent or self.run.example or self.saver
        asks = result.sheets and not private
        can_print = bool(result.sheets) and can_draw()
        context = super().get_context_data(
            result=result,
            in_french=french_stands_in(result),
            made_on=reading.day(self.today),
            commune=commune_of(reading),
            commune_url=self.urls.question("commune") if has_commune(reading.situation) else "",
            urgent=self.walk.urgent,
            nameless=self.nameless,
            explains=self.explains,
            visit=visit_question(self.run) if asks else None,
            since=self.since,
            law=law_of(reading, self.evaluation) if self.run.assisted else [],
            sheet_links=[ShownLink(one.verdict.title, one.url) for one in result.sheets],
            can_print=can_print,
            actions=actions(
                self.run,
                self.urls,
                result,
                as_paper=can_print,
                keeps=not self.nameless,
                reminds=bool(self.reminders),
                saves=self.saver is not None,
            ),
            list_id=list_id(answers_that_count(self.run, self.walk)),
            **kwargs,
        )
        published = timezone.localtime(self.edition.published_at).date()
        context["edition"] = {**context["edition"], "date": reading.day(published)}
        return context


class CalendarView(AnsweredRun, View):
    """The days of the result, as a file for the calendar of the device."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.walk.complete and self.reminders):
            return redirect(self.urls.result)
        content = calendar_file(self.reminders, timezone.now())
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="rappels.ics"'
        return response


def list_id(answers: Mapping[str, Any]) -> str:
    """Return what names a list on the device that keeps it: the same answers, the same list."""
    written = json.dumps(answers, sort_keys=True).encode()
    return urlsafe_b64encode(blake2b(written, digest_size=6).digest()).decode()


def only_certain(evaluation: Evaluation) -> Evaluation:
    """Return a result without what depends on answers to questions that were not asked.

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
    on no rule, and a person who answered where they live wants to see them.
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
    """Tell whether the person lives in a French commune, whether they answered it or not."""
    return "commune" in situation.rule_set.questions and situation.applies("commune") is True


def commune_of(reading: Reading) -> Shown:
    """Return the name of the person's commune, or an empty string."""
    question = reading.rule_set.questions.get("commune")
    if question is None or not reading.situation.answers.get("commune"):
        return ""
    return reading.answer(question)
