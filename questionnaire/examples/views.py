"""The pages of the examples, and the press that opens the answer of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from procedures.engine.situation import Situation
from questionnaire.reports.origin import comes_from_elsewhere
from questionnaire.result.reading import Reading
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import keep_run, new_run
from questionnaire.sheets.pages import PublicPage

from .people import answers_and_walk, example_of, groups_of_people, shown_person, slug_of_example


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
