"""« Avant le dossier »: a page of a procedure elsewhere leads here, and a press begins its run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from procedures.engine.situation import Situation
from procedures.engine.values.facts import to_plain
from procedures.engine.values.procedure import Procedure
from questionnaire.result.reading import Reading
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.french_fallback import french_stands_in
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import keep_run, new_run
from questionnaire.runs.walk import walk
from questionnaire.runs.wording import answer_text, question_text
from questionnaire.sheets.addresses import prefecture_url, procedure_of, procedure_url, slug_of
from questionnaire.sheets.prefecture import prefecture_name
from questionnaire.sheets.procedure import days_text

from .prefilled import department_named, prefilled

DEPARTMENT, PROCEDURE = "departement", "demarche"


@dataclass(frozen=True, slots=True)
class NotFound(Exception):
    """A link that leads to nothing. ``text`` says what of it is not known, or no longer."""

    text: str


class BeforeView(EditionPage, TemplateView):
    """Names a procedure and a préfecture, and begins the questionnaire with what the link says.

    The link holds nothing of the person: a procedure, a département.
    """

    template_name = "questionnaire/entrance/before.html"
    procedure: Procedure | None
    department: str

    def answer_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.POST if request.method == "POST" else request.GET
        try:
            self.department = self.department_of(sent.get(DEPARTMENT, ""))
            self.procedure = self.procedure_of(kwargs.get("slug") or sent.get(PROCEDURE, ""))
        except NotFound as error:
            context = {"text": error.text}
            return render(request, "questionnaire/entrance/unknown.html", context, status=404)
        if request.method != "POST" and self.address() != request.get_full_path():
            return redirect(self.address())
        return super().answer_request(request, *args, **kwargs)

    def department_of(self, text: str) -> str:
        """Return the code of the département that the link names, or an empty text."""
        code = department_named(text) if text.strip() else ""
        if code is None:
            message = _(
                "Ce lien parle d’un département que nous ne connaissons pas : « %(name)s »."
            )
            raise NotFound(message % {"name": text.strip()[:20]})
        return code

    def procedure_of(self, slug: str) -> Procedure | None:
        rules = self.edition.rule_set
        found = procedure_of(rules, slug)
        if found is not None or not slug:
            return found
        if rules.renamed.procedure(slug.replace("-", "_")) in rules.withdrawn.procedures:
            raise NotFound(_("Cette démarche est retirée de notre service pour l’instant."))
        raise NotFound(_("Ce lien parle d’une démarche que nous ne connaissons pas."))

    def address(self) -> str:
        """Return the address of this page as links should write it, without anything else."""
        path = (
            reverse("before", args=[slug_of(self.procedure.id)])
            if self.procedure
            else reverse("before_any")
        )
        query = urlencode({DEPARTMENT: self.department}) if self.department else ""
        return f"{path}?{query}" if query else path

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.forgery_suspected:
            return self.get(request)
        run = new_run(self.edition.number, assisted="assisted" in request.POST)
        for key, value in self.answers().items():
            run.answer(key, to_plain(value))
        prepared = prepared_edition(self.edition.rule_set)
        urls = run_urls(run.id, prepared.hidden_steps)
        begun = walk(prepared, run.answers, self.today)
        response = redirect(urls.question(begun.next) if begun.next else urls.review)
        keep_run(request, response, run)
        return response

    def answers(self) -> dict[str, Any]:
        return prefilled(self.edition.rule_set, self.procedure, self.department, self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = self.edition.rule_set
        reading = Reading(Situation(rules, {}, self.today), self.language)
        one = self.procedure
        known = [
            {
                "question": question_text(rules.questions[key], self.language),
                "answer": answer_text(rules.questions[key], value, self.language),
            }
            for key, value in self.answers().items()
        ]
        shown = {
            "title": reading.shown(one.title) if one else "",
            "french_title": reading.french(one.title) if one else "",
            "summary": reading.shown(one.summary) if one else "",
            "days": days_text(reading, one) if one else "",
            "sheet_url": procedure_url(one.id) if one else "",
            "prefecture": prefecture_name(reading, self.department) if self.department else "",
            "prefecture_url": prefecture_url(self.department) if self.department else "",
            "known": known,
        }
        return super().get_context_data(
            **shown,
            department=self.department,
            sensitive=bool(one and one.sensitive),
            in_french=french_stands_in(shown),
            forgery_suspected=self.forgery_suspected,
            **kwargs,
        )
