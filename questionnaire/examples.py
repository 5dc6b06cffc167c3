"""The people shown to everybody: their story, their journey, the press that opens their answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from procedures.engine.evaluation import ProcedureResult, evaluate_situation
from procedures.engine.situation import Situation
from procedures.engine.values.cases import ExamplePerson
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from procedures.publishing.examples import answers_on
from questionnaire.reports.views import comes_from_elsewhere
from questionnaire.result.reading import Reading, Shown
from questionnaire.result.timing import Status, dates_text, timing_of
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import keep_run, new_run
from questionnaire.runs.urgent_routes import NAMING_SECTION
from questionnaire.runs.walk import Walk, walk
from questionnaire.sheets.pages import PublicPage


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a journey, as components/step_list.html takes it."""

    title: Shown
    when: str = ""


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """An example. ``validated_by`` and ``validated_on`` are empty while it has no second reader."""

    title: Shown
    story: Shown
    procedure: Shown
    url: str
    answer_url: str
    validated_by: str = ""
    validated_on: str = ""
    moments: list[Moment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SituationGroup:
    """The people who want things of one kind, under the words of the questionnaire."""

    id: str
    title: Shown
    people: list[ShownPerson]


def slug_of_example(example: str) -> str:
    return example.replace("_", "-")


def example_of(rule_set: RuleSet, slug: str) -> ExamplePerson | None:
    """Return the example at an address, or ``None``."""
    return rule_set.examples.get(slug.replace("-", "_"))


def answers_and_walk(reading: Reading, one: ExamplePerson) -> tuple[dict[str, Any], Walk] | None:
    """Return the answers of a person today, and their walk; ``None`` without a whole answer.

    A question that came after the case was written, or that is withdrawn, leaves it unfinished.
    """
    rules = reading.rule_set
    case = rules.people.get(one.case)
    if case is None:
        return None
    answers = rules.renamed.answers(answers_on(rules, case, reading.today))
    found = walk(prepared_edition(rules), answers, reading.today)
    return (answers, found) if found.next is None else None


def shown_person(reading: Reading, one: ExamplePerson) -> ShownPerson | None:
    """Return an example for its page, or ``None`` if its answer today names no procedure."""
    found = answers_and_walk(reading, one)
    best = _recommended(found[1]) if found else None
    if best is None:
        return None
    slug = slug_of_example(one.id)
    return ShownPerson(
        title=reading.shown(one.title),
        story=reading.shown(one.story),
        procedure=reading.shown(best.procedure.title),
        url=reverse("example", args=[slug]),
        answer_url=reverse("example_answer", args=[slug]),
        validated_by=one.validated_by if one.validated_on else "",
        validated_on=reading.day(one.validated_on) if one.validated_on else "",
        moments=list(_moments(reading, one, best)),
    )


def groups_of_people(reading: Reading) -> list[SituationGroup]:
    """Return every example that has an answer today, by what its person wants."""
    question = _naming_question(reading.rule_set)
    groups: dict[int, tuple[Shown, list[ShownPerson]]] = {}
    for one in reading.rule_set.examples.values():
        person = shown_person(reading, one)
        if person is not None:
            place, title = _heading(reading, question, one)
            groups.setdefault(place, (title, []))[1].append(person)
    return [SituationGroup(f"situation-{place}", *groups[place]) for place in sorted(groups)]


def _recommended(walked: Walk) -> ProcedureResult | None:
    found = evaluate_situation(walked.situation).procedures
    return next((one for one in found if one.recommended and one.certain), None)


def _moments(reading: Reading, one: ExamplePerson, best: ProcedureResult) -> Iterator[Moment]:
    timings = {step.step.id: timing_of(step, reading.today) for step in best.steps}
    for moment in one.moments:
        timing = timings.get(moment.step)
        # A day of the past is never shown as one to keep to.
        dated = timing is not None and timing.status not in (Status.LATE, Status.UNKNOWN)
        when = dates_text(timing, reading) if timing is not None and dated else ""
        yield Moment(reading.shown(moment.text), when)


def _naming_question(rule_set: RuleSet) -> Question | None:
    questions = rule_set.questions.values()
    return next((one for one in questions if one.section == NAMING_SECTION), None)


def _heading(reading: Reading, question: Question | None, one: ExamplePerson) -> tuple[int, Shown]:
    """Return the place and the title of the group of choices in which a person's goal stands."""
    if question is None:
        return 0, ""
    wanted = reading.rule_set.people[one.case].answers.get(question.key)
    place, title = 0, reading.shown({})
    for index, choice in enumerate(question.choices):
        if choice.heading:
            place, title = index, reading.shown(choice.heading)
        if choice.value == wanted:
            break
    return place, title


class ExampleListView(PublicPage):
    """Every person, by what they want."""

    template_name = "questionnaire/examples/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(groups=groups_of_people(self.reading), **kwargs)


class ExampleView(PublicPage):
    """A person: their story, their journey, and the way to their answer."""

    template_name = "questionnaire/examples/person.html"

    def get(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponse:
        one = example_of(self.edition.rule_set, slug)
        person = shown_person(self.reading, one) if one else None
        if one is None or person is None:
            raise Http404
        if slug != slug_of_example(one.id):
            return redirect(person.url, permanent=True)
        # The page is cached once drawn: its next reader costs nothing.
        groups = groups_of_people(self.reading)
        return self.render_to_response(self.get_context_data(person=person, groups=groups))


@method_decorator(csrf_exempt, name="dispatch")
class ExampleAnswerView(EditionPage, View):
    """Begins a run with the answers of a person, marked as an example, and shows what they give.

    The page with the button is the same for everybody and kept: no token is in it. What another
    site sends begins nothing.
    """

    http_method_names = ["get", "post", "options"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return redirect(reverse("example", args=[slug]))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        rules = self.edition.rule_set
        one = example_of(rules, slug)
        reading = Reading(Situation(rules, {}, self.today), self.language)
        found = answers_and_walk(reading, one) if one else None
        if one is None or found is None:
            raise Http404
        if comes_from_elsewhere(request):
            return self.get(request, slug)
        run = new_run(self.edition.number)
        run.answers, run.example = found[0], one.id
        # What the case leaves unsaid only tells papers: its person passed that page.
        run.pass_by(found[1].late)
        response = redirect(run_urls(run.id, prepared_edition(rules).hidden_steps).result)
        keep_run(request, response, run)
        return response
