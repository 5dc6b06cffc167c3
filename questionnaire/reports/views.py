"""The page where people tell what is wrong with a line. It asks for no name, and sets no cookie."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from procedures.engine.situation import Situation
from procedures.feedback import LONGEST_WORDS, NewFeedback, NotStored, store
from procedures.publishing.editions.in_memory import DatabaseAway, require_database
from questionnaire.result.reading import Reading
from questionnaire.runs.pages import EditionPage

from .lines import (
    LONGEST_QUERY,
    DoubtedLine,
    NamedPaper,
    find_line,
    found_papers,
    likely_papers,
    lines_of,
    named_paper,
)
from .personal import MAIL, NAME, NUMBER, personal

ASKED_ELSE = "asked_else"


def reasons_of(line: DoubtedLine) -> dict[str, str]:
    """Return {reason: its words}, a closed list."""
    own = {"not_asked": _("On ne me l’a pas demandé")} if line.asks_paper else {}
    else_ = {ASKED_ELSE: _("On m’a demandé autre chose au guichet")} if line.asks_paper else {}
    return {
        **own,
        "wrong": _("Il y a une erreur"),
        "out_of_date": _("Ce n’est plus vrai"),
        "unclear": _("Je ne comprends pas"),
        **else_,
    }


@method_decorator(csrf_exempt, name="dispatch")
class TellView(EditionPage, TemplateView):
    """Says of which line in words, and stores the report.

    There is no token against forgery, which would need a cookie: what another site sends is refused
    by where it comes from, and nothing here acts in anybody's name.
    """

    template_name = "questionnaire/reports/tell.html"
    http_method_names = ["get", "head", "post", "options"]
    most_an_hour = 20
    keeps_what_is_too_much = True

    @cached_property
    def reading(self) -> Reading:
        return Reading(Situation(self.edition.rule_set, {}, self.today), self.language)

    @cached_property
    def line(self) -> DoubtedLine:
        found = find_line(self.reading, **{"slug": "", **self.kwargs})
        if found is None:
            raise Http404
        return found

    @property
    def flooded(self) -> str:
        return _(
            "Trop de messages viennent de la même connexion. Attendez une heure et recommencez."
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        error, status = self.refusal(request)
        if not error:
            error, status = self.store(request), 503
        if not error:
            return redirect("thanks")
        return self.render_to_response(self.get_context_data(error=error), status=status)

    def store(self, request: HttpRequest) -> str:
        """Store the report; return why it is not, if the database is away."""
        try:
            require_database()
            store(self.report(request))
        except (DatabaseAway, NotStored):
            return _("Nous ne pouvons rien noter en ce moment. Réessayez plus tard.")
        return ""

    def refusal(self, request: HttpRequest) -> tuple[str, int]:
        """Return why nothing is stored, as a sentence with a status, or an empty sentence."""
        if getattr(request, "rate_limited", False):
            return self.flooded, 429
        if comes_from_elsewhere(request):
            return _("Pressez le bouton de cette page pour envoyer."), 403
        if self.reason(request) not in reasons_of(self.line):
            return _("Choisissez ce qui ne va pas."), 422
        if self.paper(request) and self.paper(request) not in self.edition.rule_set.documents:
            return _("Choisissez un papier de la liste."), 422
        written = words_of(request)
        if len(written) > LONGEST_WORDS:
            return _("Votre texte est trop long : 200 caractères au plus."), 422
        return {
            MAIL: _("Enlevez l’adresse de courriel : nous ne gardons rien qui désigne quelqu’un."),
            NUMBER: _("Enlevez le numéro : nous ne gardons rien qui désigne quelqu’un."),
            NAME: _("Enlevez le nom : nous ne gardons rien qui désigne quelqu’un."),
            "": "",
        }[personal(written)], 422

    def reason(self, request: HttpRequest) -> str:
        """Return the reason; a paper that was asked is one by itself."""
        given = request.POST.get("raison", "")
        return given or (ASKED_ELSE if self.paper(request) else "")

    def paper(self, request: HttpRequest) -> str:
        return request.POST.get("papier", "") if self.line.asks_paper else ""

    def report(self, request: HttpRequest) -> NewFeedback:
        line, reason = self.line, self.reason(request)
        return NewFeedback(
            part=line.part,
            kind=line.kind,
            key=line.key,
            procedure=line.procedure,
            reason=reason,
            paper=self.paper(request) if reason == ASKED_ELSE else "",
            words=words_of(request),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = self.request.POST
        chosen = self.reason(self.request)
        reasons = [
            {
                "id": "autre" if value == ASKED_ELSE else f"r-{value}",
                "value": value,
                "text": words,
                "checked": value == chosen,
            }
            for value, words in reasons_of(self.line).items()
        ]
        return super().get_context_data(
            line=self.line,
            reasons=reasons,
            papers=self.papers() if self.line.asks_paper else None,
            words=sent.get("mots", "")[: 2 * LONGEST_WORDS],
            longest=LONGEST_WORDS,
            own_url=reverse("tell", kwargs=self.kwargs),
            **kwargs,
        )

    def papers(self) -> dict[str, Any]:
        """Return the papers to choose from; the one that was chosen is always among them."""
        query, chosen = self.query, self.request.POST.get("papier", "")
        found = found_papers(self.reading, query)
        likely = [one for one in likely_papers(self.reading, self.line) if one not in found]
        if chosen and chosen not in dict([*found, *likely]):
            likely = [*named_paper(self.reading, chosen), *likely]
        return {
            "query": query,
            "found": _choices(found, chosen),
            "likely": _choices([*likely, ("", _("Je ne sais pas, ou aucun"))], chosen),
            "search_url": reverse("tell_papers", kwargs=self.kwargs),
            "opened": bool(query or chosen),
        }

    @property
    def query(self) -> str:
        """The words of the paper that is looked for."""
        return self.request.POST.get("cherche", "")[:LONGEST_QUERY]


def _choices(papers: list[NamedPaper], chosen: str) -> list[dict[str, Any]]:
    return [
        {"id": f"p-{key}", "value": key, "text": title, "checked": key == chosen}
        for key, title in papers
    ]


class AskedPapersView(TellView):
    """The same page with the papers that have some words: nothing is sent yet, nor stored.

    The words are sent like the rest, and stand in no address.
    """

    most_an_hour = 200

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("tell", **self.kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.line.asks_paper:
            raise Http404
        if getattr(request, "rate_limited", False):
            context = self.get_context_data(error=self.flooded)
            return self.render_to_response(context, status=429)
        return self.render_to_response(self.get_context_data())

    def reason(self, request: HttpRequest) -> str:
        # A person who looks for a paper was asked for one.
        return super().reason(request) or ASKED_ELSE


class LinesView(EditionPage, TemplateView):
    """The lines of a procedure in a département, for a person who read its list on an answer."""

    template_name = "questionnaire/reports/lines.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = Reading(Situation(self.edition.rule_set, {}, self.today), self.language)
        found = lines_of(reading, self.kwargs["where"], self.kwargs["slug"])
        if found is None:
            raise Http404
        return super().get_context_data(procedure=found.title, groups=found.groups, **kwargs)


class ReportThanksView(EditionPage, TemplateView):
    """The thanks. It knows nothing of the report."""

    template_name = "questionnaire/reports/thanks.html"
    http_method_names = ["get", "head", "options"]


def words_of(request: HttpRequest) -> str:
    """Return the text that was written, on one line, without invisible characters."""
    written = request.POST.get("mots", "")
    return " ".join("".join(one if one.isprintable() else " " for one in written).split())


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether the browser says that a form of another site sends this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    # Not taken apart as an address: some that are none raise an error.
    return origin is not None and origin.partition("://")[2] != request.get_host()
