"""« Avant le dossier »: the links and the form by which other sites lead here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from procedures.engine.conditions.tree import on_day
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Value, to_plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names
from questionnaire.result.reading import Reading
from questionnaire.runs.addresses import run_urls
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.places import somewhere_in
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.run import keep_run, new_run
from questionnaire.runs.walk import walk
from questionnaire.runs.wording import answer_text, french_stands_in, question_text
from questionnaire.sheets.addresses import prefecture_url, procedure_of, procedure_url, slug_of
from questionnaire.sheets.prefecture import prefecture_name
from questionnaire.sheets.procedure import days_text
from questionnaire.sheets.protection import forced_answers

PLACE = "commune"
# What somebody wants, and the document that they hold or ask for: the rest is theirs to tell.
SECTIONS = ("demande", "titre")
TITLE = "ground"


def prefilled(
    rule_set: RuleSet, procedure: Procedure | None, department: str, today: date
) -> dict[str, Value]:
    """Return the answers that a link gives, in the order of asking."""
    found: dict[str, Value] = {}
    if department and PLACE in rule_set.questions:
        found[PLACE] = somewhere_in(department)
    if procedure is None:
        return found
    forced = forced_answers(rule_set, on_day(procedure.when, today))
    for question in rule_set.questions.values():
        values = forced.get(question.key, frozenset())
        named = question.section in SECTIONS or question.key == rule_set.renamed.question(TITLE)
        if named and len(values) == 1 and _tells_no_danger(question, *values):
            found[question.key] = next(iter(values))
    return found


def department_named(text: str) -> str | None:
    """Return the code of a département as people write it, or ``None``.

    >>> department_named("1"), department_named("2a"), department_named("99")
    ('01', '2A', None)
    """
    code = text.strip().upper().zfill(2)
    return code if code in department_names() else None


def _tells_no_danger(question: Question, value: object) -> bool:
    """Tell whether a link may give an answer: a choice that tells no danger."""
    choice = question.choice(value)
    return question.kind == "choice" and not (
        question.sensitive or choice is None or choice.sensitive
    )


# A département whose facts are known, to be changed by who copies.
SHOWN_DEPARTMENT = "82"


@dataclass(frozen=True, slots=True)
class Example:
    """The HTML of a form, and the address that it opens."""

    form: str
    link: str


def example(site: str) -> Example:
    """Return what to copy, in the language of the page. ``site`` is our address.

    The form opens a page of ours in the same window: no site may put ours in a frame.
    """
    address = site + reverse("before_any")
    form = format_html(
        '<form action="{}" method="get">\n'
        '  <input type="hidden" name="departement" value="{}">\n'
        '  <button type="submit">{}</button>\n'
        "</form>",
        address,
        SHOWN_DEPARTMENT,
        _("Préparer ma démarche de séjour"),
    )
    return Example(form, f"{address}?departement={DEPARTMENT}")


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
