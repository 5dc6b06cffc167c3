"""The page on which a wave's kit is filled, offline too, without anything of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from procedures.engine.values.facts import Value, to_plain
from procedures.engine.values.questions import Question
from procedures.inquiring import CompiledKit, FormNotStored, OpenWave, find_wave, store
from procedures.publishing.editions.in_memory import require_database
from questionnaire.keeping.device import source_with, worker_response
from questionnaire.reports.views import comes_from_elsewhere
from questionnaire.result import formats
from questionnaire.runs.away import unavailable
from questionnaire.runs.forms import FORMS
from questionnaire.runs.paired_questions import own_part
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.question_form import Sense
from questionnaire.runs.wording import answer_text, french_stands_in, plain, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class KitField:
    """A question on the page.

    ``least`` and ``most`` bound a number.
    ``of``, ``values`` and ``unless`` say when it is shown, for the script; ``answers`` and
    ``question`` are the words of that, for a person without one.
    """

    drawn: str
    least: int | None = None
    most: int | None = None
    of: str = ""
    values: str = ""
    unless: bool = False
    answers: tuple[str, ...] = ()
    question: str = ""


class KitFields:
    """The fields of a kit in a language, with what was sent if something was."""

    def __init__(
        self, kit: CompiledKit, language: str, today: date, sent: QueryDict | None = None
    ) -> None:
        self.kit, self.language = kit, language
        prepare: Any = PreparedEdition
        self.prepared = prepare(kit.rule_set)
        questions = kit.rule_set.questions
        self.sense = Sense(questions, {}, today, language, lambda key: key)
        self.forms = {key: self._form(one, sent) for key, one in questions.items()}

    def _form(self, question: Question, sent: QueryDict | None) -> Any:
        before = f"{question.key}-"
        kind: Any = FORMS[question.kind]
        return kind(
            data=None if sent is None else own_part(sent, before),
            initial={},
            question=question,
            texts=self.prepared.question(question.key, self.language, False),
            offered=tuple(one.value for one in question.choices),
            before=before,
            sense=self.sense,
        )

    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong in the answers sent. What was left blank is no mistake."""
        return [one for form in self.forms.values() if not form.blank for one in form.problems()]

    def answers(self) -> dict[str, object]:
        """Return the answers sent, as JSON holds them."""
        given = {key: form for key, form in self.forms.items() if form.answered}
        return {key: to_plain(form.cleaned_data["value"]) for key, form in given.items()}

    def texts(self) -> list[list[object]]:
        return [[form.texts.title, form.texts.choices] for form in self.forms.values()]

    def drawn(self) -> list[KitField]:
        return [self._drawn(key, form) for key, form in self.forms.items()]

    def _drawn(self, key: str, form: Any) -> KitField:
        found = [] if form.blank else form.problems()
        context: Mapping[str, Any] = {
            "form": form,
            "question": form.question,
            "texts": form.texts,
            "problem": found[0] if found else None,
        }
        html = render_to_string(form.template, context)
        shown = self.kit.shown.get(key)
        if shown is None:
            bounds = form.question.bounds
            return KitField(drawn=html, least=bounds.least, most=bounds.most)
        other = self.kit.rule_set.questions[shown.of]
        return KitField(
            drawn=html,
            of=f"{shown.of}-reponse",
            values=" ".join(shown.values),
            unless=shown.unless,
            answers=tuple(self._words(other, one) for one in shown.values),
            question=plain(self.forms[shown.of].texts.title),
        )

    def _words(self, question: Question, sent: str) -> str:
        value: Value = sent
        if question.kind == "yes_no":
            value = sent == "oui"
        elif question.kind == "choices":
            value = (sent,)
        return plain(answer_text(question, value, self.language))


GONE = 410


class WavePage(TemplateView):
    """A page of a wave, which provides ``self.wave``: 404 for an address that none has."""

    wave: OpenWave
    language: str
    today: date

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.language, self.today = get_language() or "fr", timezone.localdate()
        response: HttpResponseBase
        try:
            require_database()
            found = find_wave(kwargs["token"])
        except DatabaseError:
            response = unavailable(request)
        else:
            if found is None:
                raise Http404
            self.wave = found
            response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = shown(self.wave.kit.title, self.language)
        return super().get_context_data(**{**kwargs, "title": title, "token": self.kwargs["token"]})


@method_decorator(csrf_exempt, name="dispatch")
class FillView(WavePage):
    """Shows the questions of a wave, and stores what one person answers.

    There is no token against forgery, which would need a cookie: see ``telling.views.TellView``.
    """

    template_name = "questionnaire/inquiries/fill.html"
    http_method_names = ["get", "head", "post", "options"]
    # A whole hall, and a device that sends what it held, share one address.
    most_an_hour = 300
    keeps_what_is_too_much = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.wave.is_open(self.today):
            return self.closed()
        return self.page()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        day = self.wave.day_of(sent_day(request), self.today)
        if day is None:
            return self.closed()
        error, status = self.refusal(request)
        if not error:
            try:
                store(self.wave, self.reference, day, self.language, self.fields.answers())
                return redirect("inquiry_thanks", kwargs["token"])
            except FormNotStored:
                error, status = (
                    _("Nous ne pouvons rien noter en ce moment. Réessayez plus tard."),
                    503,
                )
        return self.page(error=error, status=status)

    def refusal(self, request: HttpRequest) -> tuple[str, int]:
        """Return why nothing is stored, as a sentence with a status, or an empty sentence."""
        if getattr(request, "rate_limited", False):
            text = _(
                "Trop de messages viennent de la même connexion. Attendez une heure et recommencez."
            )
            return text, 429
        if comes_from_elsewhere(request):
            return _("Pressez le bouton de cette page pour envoyer."), 403
        if self.fields.problems():
            return _("Corrigez les réponses marquées, ou effacez-les."), 422
        if not self.fields.answers():
            return _("Répondez à une question au moins."), 422
        return "", 0

    @cached_property
    def fields(self) -> KitFields:
        sent = self.request.POST if self.request.method == "POST" else None
        return KitFields(self.wave.kit, self.language, self.today, sent)

    @cached_property
    def reference(self) -> UUID:
        """The number of this form, drawn by the page or here: sent again, it counts once."""
        try:
            return UUID(self.request.POST.get("numero", ""))
        except ValueError:
            return uuid4()

    def page(self, error: str = "", status: int = 200) -> HttpResponse:
        problems = self.fields.problems() if error else []
        intro = shown(self.wave.kit.intro, self.language)
        page = self.get_context_data(
            intro=intro,
            fields=self.fields.drawn(),
            in_french=french_stands_in([[intro], *self.fields.texts()]),
            problems=problems,
            error="" if problems else error,
            reference=self.reference,
            last_day=formats.day(self.wave.closes_on, self.language),
        )
        return self.render_to_response(page, status=status)

    def closed(self) -> HttpResponse:
        context = self.get_context_data(
            early=self.today < self.wave.opens_on,
            first_day=formats.day(self.wave.opens_on, self.language),
        )
        return render(self.request, "questionnaire/inquiries/closed.html", context, status=GONE)


class ThanksView(WavePage):
    """The thanks, with the way to another form. It knows nothing of what was answered."""

    template_name = "questionnaire/inquiries/thanks.html"
    http_method_names = ["get", "head", "options"]


def sent_day(request: HttpRequest) -> date | None:
    """Return the day on which the device says that the form was filled."""
    try:
        return date.fromisoformat(request.POST.get("jour", "")[:10])
    except ValueError:
        return None


SOURCE = Path(__file__).with_name("inquiry_worker.js")
# The cache into which the script of the page puts the pages of a wave.
PAGES = "enquetes-pages"
FILES = (
    "css/all.css",
    "js/site.js",
    "js/inquiry.js",
    "icons.svg",
)


@require_safe
def inquiry_worker(request: HttpRequest) -> HttpResponse:
    return worker_response(worker_source())


@cache
def worker_source() -> str:
    """Return the service worker, with the addresses of the files of today before it."""
    return source_with(SOURCE, FILES, PAGES=PAGES)
