"""What a member gives to the person of a dossier: two PDF, a link, a short code.

They are those of a run, in the language of the person and addressed to them. The run lives as long
as the request: no cookie of this device gets the answers.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from questionnaire.keeping import short_codes
from questionnaire.keeping.views import KeepView, NewCodeView
from questionnaire.printing.views import ExplanationsView, PaperView, busy
from questionnaire.result import formats
from questionnaire.runs.addresses import RunUrls
from questionnaire.runs.run import Run, new_run

from .access import LANGUAGE
from .acts import DossierAct
from .answered import Answered, dossier_urls
from .pages import DossierPage

BUSY = "questionnaire/dossiers/busy.html"
WARNING = "questionnaire/dossiers/warning.html"


class GivenPage(DossierPage):
    """Gives something of a dossier. It stands before a page of a run, which ``give`` asks."""

    http_method_names = ["post", "options"]

    def answer_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sent = request.POST.get("language", "")
        self.language = sent if sent in dict(settings.LANGUAGES) else LANGUAGE
        # What is given is in this language; the page around it is written later, in French.
        with translation.override(self.language):
            return super().answer_request(request, *args, run=kwargs["code"], **kwargs)

    def addresses(self, run: str) -> RunUrls:
        return dossier_urls(run)

    def found(self, run: str) -> Run:
        content = self.content
        made = new_run(self.edition.number)
        made.answers, made.lane, made.passed = content.answers, content.lane, content.passed
        return made

    def keep(self, response: HttpResponse) -> None:
        """Keep nothing: the answers stay in the dossier."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.walk.complete:
            # The page of the dossier says what is lacking.
            return redirect(self.address)
        response = self.give(request)
        if response.status_code == 200 and not getattr(response, "gives_nothing", False):
            self.note(DossierAct.GIVEN)
        return response

    def give(self, request: HttpRequest) -> HttpResponse:
        """Return what the page of a run answers."""
        raise NotImplementedError

    def notice(self, language: str) -> list[str]:
        """Return the sentences that the person must know of what is given, in a language."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = super().get_context_data(**{**kwargs, "sensitive": False})
        published = timezone.localtime(self.edition.published_at).date()
        page["edition"] = {**page["edition"], "date": formats.day(published, LANGUAGE)}
        notice = [self.notice_in(one) for one in dict.fromkeys((self.language, LANGUAGE))]
        return {**page, "notice": list(zip(*notice, strict=True))}

    def notice_in(self, language: str) -> list[dict[str, str]]:
        """Return them as texts: each stands beside the French, which the member can read too."""
        with translation.override(language):
            direction = "rtl" if translation.get_language_bidi() else "ltr"
            return [
                {"text": one, "lang": language, "dir": direction} for one in self.notice(language)
            ]


class GivenPaper(GivenPage):
    """A PDF of a dossier, which a member finds again among others by its reference."""

    kind = ""

    @property
    def file_name(self) -> str:
        """The name of the file, in letters that need no quoting in any header."""
        return f"{slugify(self.card.reference) or 'dossier'}-{self.kind}.pdf"

    def busy(self) -> HttpResponse:
        """Say so to the member, in French, with a button that asks for the same file again."""
        with translation.override(LANGUAGE):
            return busy(self.request, self.request.path, self.address, BUSY, **self.around)

    def warning(self) -> HttpResponse:
        """Say to the member, in French, who may read the file; nothing is given yet."""
        page = {
            "own_url": self.request.path,
            "paper_url": reverse("dossier_paper", args=[self.dossier.code]),
            "result_url": self.address,
            **self.around,
        }
        with translation.override(LANGUAGE):
            response = render(self.request, WARNING, page)
        response.gives_nothing = True
        return response

    @property
    def around(self) -> dict[str, Any]:
        """What a page in French needs."""
        return {
            "member": self.member,
            "language": self.language,
            "card": self.card,
            "page_languages": [],
        }


class GivenPaperView(GivenPaper, PaperView):
    """The page for the counter, with what is ticked in the dossier."""

    kind = "liste"

    def give(self, request: HttpRequest) -> HttpResponse:
        return PaperView.get(self, request)

    def more(self) -> dict[str, Any]:
        record = Answered(self.edition.rule_set, self.content, self.today).record
        words = {
            key: text
            for one in record["procedures"].values()
            for key, text in (*one["papers"].items(), *one["possible"].items())
        }
        return self.pages([words[key] for key in self.content.ticked if key in words])


class GivenExplanationsView(GivenPaper, ExplanationsView):
    """The explanations of every procedure."""

    kind = "explications"

    def give(self, request: HttpRequest) -> HttpResponse:
        return ExplanationsView.get(self, request)


class GivenLinkView(GivenPage, KeepView):
    """The link that holds the answers, and its picture for the telephone of the person."""

    template_name = "questionnaire/dossiers/given.html"
    # The sender is not the person.
    message = gettext_noop("Votre liste : %(link)s")

    def give(self, request: HttpRequest) -> HttpResponse:
        return KeepView.get(self, request)

    def notice(self, language: str) -> list[str]:
        return [
            _("Prenez cette image en photo avec un téléphone : il ouvrira votre liste."),
            _("Qui prend cette image en photo peut lire vos réponses."),
        ]


class GivenCodeView(GivenPage, NewCodeView):
    """A short code, shown once."""

    template_name = "questionnaire/dossiers/given.html"

    def give(self, request: HttpRequest) -> HttpResponse:
        return NewCodeView.post(self, request)

    def notice(self, language: str) -> list[str]:
        last = {"last_day": formats.day(self.last_day, language)}
        return [
            _("Il ouvre votre liste jusqu’au %(last_day)s inclus, à cette adresse :") % last,
            _(
                "Qui a ce code peut lire vos réponses. "
                "Donnez-le seulement à quelqu’un de confiance."
            ),
        ]

    @property
    def last_day(self) -> date:
        return self.today + timedelta(days=short_codes.DAYS)

    def made(self) -> dict[str, Any]:
        made = super().made()
        # ``address`` is that of the dossier on this page.
        made["code_address"] = made.pop("address")
        return made
