"""The result page of a run: evaluates the answers, prepares the values, shows them."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from procedures.counting import Event
from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import Evaluation, evaluate_situation
from procedures.engine.situation import Situation
from questionnaire.between.papers import papers_of_answer
from questionnaire.printing.drawing import can_draw
from questionnaire.reports.views import comes_from_elsewhere
from questionnaire.runs.addresses import RunUrls
from questionnaire.runs.counted import count_once, is_seen
from questionnaire.runs.pages import RunPage
from questionnaire.runs.run import Run
from questionnaire.runs.walk import answers_that_count
from questionnaire.runs.wording import french_stands_in

from .calendar import Reminder, calendar_file, reminders
from .counting import ASKED, NO, REASONS, YES, count_result, place_of, visit_question
from .others import ShownLink
from .reading import Reading, Shown
from .reasons import law_of
from .recommended import stuck_of
from .since import Since, changes_since, fingerprint_from_data
from .timeline import Timeline, is_dated, timeline
from .whole_result import Result, result_of


@dataclass(frozen=True, slots=True)
class Actions:
    """The values of templates/questionnaire/result/actions.html: an action without address is none.

    ``prints`` is false where the first card says to call at once, ``for_the_counter`` true if what
    is printed is shown there. ``again`` is true of answers that a dossier holds already.
    """

    prints: bool
    for_the_counter: bool
    paper: str
    explanations: str
    keep: str
    calendar: str
    save: str
    again: bool
    erase: str


def actions(
    run: Run,
    urls: RunUrls,
    result: Result,
    *,
    as_paper: bool,
    keeps: bool,
    reminds: bool,
    saves: bool,
) -> Actions:
    """Return what can be done: ``as_paper``, as a PDF; ``reminds``, with days for a calendar."""
    own = bool(result.sheets) and result.sheets[0].counter.for_oneself
    return Actions(
        prints=own or not result.cards,
        for_the_counter=bool(result.sheets) and not own,
        paper=urls.paper if as_paper else "",
        explanations=urls.explanations if as_paper else "",
        keep=urls.keep if keeps else "",
        calendar=urls.calendar if reminds else "",
        save=reverse("dossier_save", args=[run.id]) if saves else "",
        again=bool(run.dossier),
        erase=urls.erase,
    )


BLANK = re.compile(rb"\n\n+")


def without_blank_lines(response: HttpResponse) -> None:
    """Shorten a rendered response, whose weight has a limit.

    The blank lines of an answer weigh 40 bytes once compressed, and take 0.03 ms to find.
    """
    response.content = BLANK.sub(b"\n", response.content).lstrip()


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

    @property
    def has_line(self) -> bool:
        """Whether there are days to come around a title or a request: shown like the calendar."""
        return is_dated(self.reading) and bool(self.reminders) and not self.walk.urgent

    @cached_property
    def line(self) -> Timeline | None:
        return timeline(self.reading, self.evaluation) if self.has_line else None


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
            line_url=self.urls.time if self.has_line else "",
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
            papers=papers_of_answer(reading),
            stuck=None if self.nameless else stuck_of(reading, result.sheets),
            list_id=list_id(answers_that_count(self.run, self.walk)),
            **kwargs,
        )
        published = timezone.localtime(self.edition.published_at).date()
        context["edition"] = {**context["edition"], "date": reading.day(published)}
        return context


class TimelineView(AnsweredRun, TemplateView):
    """The line of time of the result, on the screen and on paper."""

    template_name = "questionnaire/result/time.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.walk.complete and self.has_line):
            return redirect(self.urls.result)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asks, in_french = self.line.asks if self.line else "", french_stands_in(self.line)
        kwargs["asks_url"] = self.urls.question(asks) if asks else ""
        return super().get_context_data(line=self.line, in_french=in_french, **kwargs)


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
