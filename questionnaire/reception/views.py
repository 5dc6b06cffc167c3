"""The pages of « mode accueil »: every tap is sent to one address, so that no address tells it."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from procedures.engine.evaluation import evaluate
from procedures.engine.situation import Situation
from procedures.publishing.editions.in_memory import require_database
from procedures.reception import (
    CountedAlready,
    NotCounted,
    TooManyVisits,
    Visit,
    count_visit,
    post_of,
    uncount_visit,
)
from questionnaire.keeping.link import CodedRun
from questionnaire.keeping.views import ReopenView
from questionnaire.reports.views import comes_from_elsewhere
from questionnaire.result.others import ShownCall, advice
from questionnaire.result.reading import Reading
from questionnaire.runs.pages import EditionPage
from questionnaire.runs.places import somewhere_in
from questionnaire.runs.run import seal, unseal
from questionnaire.runs.urgent_routes import supposed, way_named
from questionnaire.runs.wording import french_stands_in
from questionnaire.sheets.addresses import has_prefecture
from questionnaire.sheets.prefecture import ShownNotice, prefecture_name

from .choices import (
    FAMILY,
    GOAL,
    PROCEDURE,
    SEPARATOR,
    URGENT,
    Wish,
    closures,
    families_or_procedures,
    goal_groups,
    goal_question,
    procedures_of,
    urgent_taps,
    wish_typed,
)
from .counted import LOOKED, REASONS, is_second_touch, new_number
from .forgetting import forget_all
from .ticket import PAPERS, ROLL, run_of, ticket_of

log = logging.getLogger(__name__)

# In seconds. Somebody who reads is warned twenty seconds before, and stays with one touch.
SECONDS_BEFORE_RESET = 90
SECONDS_BEFORE_WARNING = 70
# The last count of a post is cancelled on its own day, or no more.
SECONDS_OF_A_DAY = 24 * 60 * 60
TAPPED = "vers"


class EntrancePage(EditionPage):
    """A page of an entrance: of everybody, or of a post, whose secret is in its address."""

    department: str
    token: str

    def answer_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.department, self.token = kwargs["code"].upper(), kwargs.get("token", "")
        if not has_prefecture(self.department):
            raise Http404
        self.counting_post, self.self_service = None, False
        if self.token:
            try:
                require_database()
                found = post_of(self.token, self.department)
            except DatabaseError:
                # The database is away: people are still helped, and nothing is counted.
                pass
            else:
                if found is None:
                    return render(request, "questionnaire/reception/closed.html", status=404)
                self.self_service = found.self_service
                # A self-service terminal has no agent to say why a person came.
                self.counting_post = None if found.self_service else found
        return super().answer_request(request, *args, **kwargs)

    def own_address(self, name: str = "reception") -> str:
        """Return the address of this entrance, or of its end, with the secret of its post."""
        if self.token:
            return reverse(f"{name}_post", args=[self.department, self.token])
        return reverse(name, args=[self.department])

    def first_address(self) -> str:
        """Return the address of the first page, which does not tell the last person's language."""
        with override(settings.LANGUAGE_CODE):
            return self.own_address()


@method_decorator(csrf_exempt, name="dispatch")
class ReceptionView(EntrancePage, TemplateView):
    """A language, a goal, a procedure, a ticket. GET is always the first page.

    There is no token against forgery, which would need a cookie. Only counting changes anything:
    it needs the secret of a post, and what another site sends is refused.
    """

    http_method_names = ["get", "head", "post", "options"]
    template_name = "questionnaire/reception/languages.html"
    chosen_looked = ""
    just_counted = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.chosen_looked = request.POST.get("cherche", "")
        kind, _separator, rest = request.POST.get(TAPPED, "").partition(SEPARATOR)
        names = rest.split(SEPARATOR)
        context: dict[str, Any] = {}
        if "raison" in request.POST:
            context["noted"] = self.count()
        elif "annuler" in request.POST:
            context["noted"] = self.uncount()
        if kind == URGENT and (calls := self.calls(rest)):
            self.template_name = "questionnaire/reception/calls.html"
            context |= {"calls": calls}
        elif kind in (GOAL, FAMILY, PROCEDURE) and (wish := self.wish(kind, names)):
            self.template_name = "questionnaire/reception/ticket.html"
            context |= self.ticket(kind, names, wish)
        elif kind:
            self.template_name = "questionnaire/reception/goals.html"
            reading = self.reading()
            context |= {"urgent": urgent_taps(reading), "groups": goal_groups(reading)}
        return self.render_to_response(self.get_context_data(**context))

    def closures(self) -> list[list[ShownNotice]]:
        """Return what the first page says is closed: one calls it when it asks."""
        return closures(self.reading(), self.department)

    def reading(self) -> Reading:
        given = {"commune": somewhere_in(self.department)}
        rules = self.edition.rule_set
        known = {key: value for key, value in given.items() if key in rules.questions}
        return Reading(Situation(rules, known, self.today), self.language)

    def wish(self, kind: str, names: list[str]) -> Wish | None:
        """Return what was tapped, or nothing if the edition does not know it, or no longer."""
        rules = self.edition.rule_set
        question = goal_question(rules)
        if question is None:
            return None
        goal = rules.renamed.value(question.key, names[0])
        choice = question.choice(goal)
        if choice is None or choice.sensitive:
            return None
        offered = procedures_of(self.reading(), str(goal))
        if kind == PROCEDURE:
            found = next((one for one in offered if one.id == names[-1]), None)
            return Wish(str(goal), found)
        return Wish(str(goal), offered[0] if len(offered) == 1 and kind == GOAL else None)

    def ticket(self, kind: str, names: list[str], wish: Wish) -> dict[str, Any]:
        reading = self.reading()
        family = names[-1] if kind == FAMILY else ""
        paper = self.request.POST.get("papier", "")
        more = [] if wish.procedure else families_or_procedures(reading, wish.goal, family)
        return {
            "ticket": ticket_of(self.request, reading, self.edition.number, self.department, wish),
            "more": more,
            "here": self.request.POST[TAPPED],
            "back": GOAL + SEPARATOR + wish.goal if kind != GOAL else "debut",
            "paper": paper if paper in PAPERS else ROLL,
            "wish": wish,
        }

    def calls(self, name: str) -> list[ShownCall]:
        """Return the numbers that help at once, for the urgent ways in."""
        rules = self.edition.rule_set
        way = way_named(rules, name)
        if way is None:
            return []
        answers = {**supposed(rules), way.question: way.value}
        found = evaluate(rules, answers, self.today).orientations
        reading = self.reading()
        shown = (advice(reading, one.orientation) for one in found if one.certain)
        return next((one.calls for one in shown if one.calls), [])

    def count(self) -> str:
        """Count why the person came; return the message for the agent, in French."""
        if self.counting_post is None or comes_from_elsewhere(self.request):
            return "Rien n’est compté : ce poste ne peut pas compter maintenant."
        sent = self.request.POST
        visit = Visit(sent["raison"], sent.get("cherche", ""), *self.subject())
        number, message = sent.get("numero", ""), "C’est noté : "
        try:
            if is_second_touch(number, visit.reason):
                raise CountedAlready
            count_visit(self.counting_post, visit, self.today, seal(asdict(visit)), number)
        except CountedAlready:
            message = "C’est noté une seule fois : "
        except TooManyVisits:
            return "Rien n’est compté : ce poste a atteint sa limite du jour."
        except NotCounted:
            return "Rien n’est compté : choisissez une raison de la liste."
        except DatabaseError as error:
            log.warning("a visit is not counted: %s", type(error).__name__)
            return "Rien n’est compté : la base de données ne répond pas."
        # The next person is asked anew where they had looked.
        self.chosen_looked, self.just_counted = "", visit.reason
        return message + dict(REASONS)[visit.reason].lower() + "."

    def uncount(self) -> str:
        """Cancel the last count of the post; return the message for the agent, in French."""
        refused = "Ce compte ne s’annule plus."
        post = self.counting_post
        if post is None or comes_from_elsewhere(self.request):
            return refused
        visit = unseal(post.last, SECONDS_OF_A_DAY)
        # Another screen of the post may have counted since: the agent means what this one shows.
        if visit is None or self.request.POST["annuler"] != str(post.counted):
            return refused
        try:
            done = uncount_visit(post, Visit(**visit), self.today)
        except DatabaseError:
            return refused
        return "C’est annulé. Touchez la bonne raison." if done else refused

    def subject(self) -> tuple[str, str]:
        """Return (goal, procedure) of the ticket on which the visit is counted."""
        kind, _separator, rest = self.request.POST.get(TAPPED, "").partition(SEPARATOR)
        wish = self.wish(kind, rest.split(SEPARATOR)) if kind in (GOAL, FAMILY, PROCEDURE) else None
        if wish is None:
            return "", ""
        return wish.goal, wish.procedure.id if wish.procedure else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("in_french", french_stands_in(kwargs))
        return super().get_context_data(
            **kwargs,
            prefecture=prefecture_name(self.reading(), self.department),
            own_url=self.own_address(),
            start_url=self.first_address(),
            end_url=self.own_address("reception_end"),
            clears=bool(self.token),
            self_service=self.self_service,
            post=self.counting_post,
            counted_today=self.counting_post and self.counting_post.counted_today(self.today),
            number=new_number(self.just_counted),
            reasons=REASONS,
            looked=LOOKED,
            chosen_looked=self.chosen_looked,
            seconds=SECONDS_BEFORE_RESET,
            warning_seconds=SECONDS_BEFORE_WARNING,
        )


@method_decorator(csrf_exempt, name="dispatch")
class EndOfVisitView(EntrancePage, View):
    """Back to the first page. The browser of a post forgets all that it holds of the site.

    Only the browser of a post, which its secret tells, and only at the asking of our own page:
    a visitor who kept lists on their telephone must not lose them, nor an agent a session, because
    another page led here.
    """

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = redirect(self.first_address())
        if self.token and request.headers.get("Sec-Fetch-Site") in (None, "same-origin"):
            forget_all(request, response)
        return response

    post = get


class TicketView(ReopenView):
    """Opens on a telephone what the square of a ticket holds: it begins the questionnaire."""

    template_name = "questionnaire/reception/open.html"

    def read_code(self, typed: str) -> CodedRun:
        reading = Reading(Situation(self.edition.rule_set, {}, self.today), self.language)
        found = wish_typed(reading, typed)
        if found is None:
            return super().read_code(typed)
        return run_of(reading, self.edition.number, *found)
