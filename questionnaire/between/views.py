"""The pages of the time between two cards: papers, their sheets, letters, sites, their words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from procedures.qr import picture_of
from questionnaire.result.reasons import shown_sources
from questionnaire.sheets.pages import PublicPage, SearchPage

from .letters import ATTEMPTS, letter_link, letter_of_attempts, pieces_of, shown_fields
from .papers import (
    FRENCH,
    Both,
    askers_of,
    both_of,
    lines_of,
    lines_twice,
    links_of,
    rights_of,
    sheet_rows,
    use_of,
    verdict_twice,
)
from .services import shown_service
from .wordings import by_service, find, shown_wording

# Of the table of attempts, as many as fit a page of paper.
ROWS = 8


class PaperListView(PublicPage):
    """Every provisional paper, to find one's own."""

    template_name = "questionnaire/between/papers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papers = self.edition.rule_set.provisional_papers.values()
        return super().get_context_data(papers=links_of(self.reading, papers, "paper"), **kwargs)


class ProvisionalPaperView(PublicPage):
    """What a paper allows, until when, what it does not do, and who may ask for a proof."""

    template_name = "questionnaire/between/paper.html"

    def get(self, request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> HttpResponse:
        rules, reading = self.edition.rule_set, self.reading
        paper = rules.provisional_papers.get(code)
        if paper is None:
            raise Http404
        context = {
            "title": reading.shown(paper.title),
            "french": reading.french(paper.title),
            "given": reading.shown(paper.given),
            "shown_with": reading.shown(paper.shown_with) if paper.shown_with else "",
            "proves": reading.shown(paper.proves),
            "rights": rights_of(reading, paper),
            "askers": askers_of(reading, paper),
            "ending": reading.shown(paper.ending) if paper.ending else "",
            "letter": letter_link(reading, paper.letter),
            "sources": shown_sources(reading, [paper.source, *(one.source for one in paper.uses)]),
        }
        return self.render_to_response(self.get_context_data(**context))


class PaperSheetView(PublicPage):
    """What the law says of a paper to one who asks for it: one page of A4, without a name."""

    template_name = "questionnaire/between/sheet.html"

    def get(
        self, request: HttpRequest, *args: Any, code: str, asker: str, **kwargs: Any
    ) -> HttpResponse:
        rules, reading = self.edition.rule_set, self.reading
        paper, one = rules.provisional_papers.get(code), rules.askers.get(asker)
        use = use_of(paper, one) if paper and one else None
        if paper is None or one is None or use is None:
            raise Http404
        # Who asks for the proof reads French.
        with override(FRENCH):
            address = request.build_absolute_uri(reverse("paper", args=[paper.id]))
        context = {
            "paper": both_of(reading, paper.title),
            "asker": both_of(reading, one.title),
            "shown_with": both_of(reading, paper.shown_with),
            "proves": both_of(reading, paper.proves),
            "rows": sheet_rows(reading, paper),
            "verdict": verdict_twice(use.verdict),
            "use": both_of(reading, use.text),
            "use_source": use.source.reference,
            "rules": [both_of(reading, rule.text) for rule in one.rules],
            "paper_url": reverse("paper", args=[paper.id]),
            "address": address,
            "picture": picture_of(address),
            "day": reading.day(reading.today),
        }
        return self.render_to_response(self.get_context_data(**context))


class LetterListView(PublicPage):
    """Every letter, with when it helps."""

    template_name = "questionnaire/between/letters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = [
            (
                self.reading.shown(one.title),
                self.reading.shown(one.timing),
                reverse("letter", args=[one.id]),
            )
            for one in self.edition.rule_set.letters.values()
        ]
        return super().get_context_data(letters=listed, **kwargs)


class LetterView(PublicPage):
    """A letter to fill on the device only, to print and to sign."""

    template_name = "questionnaire/between/letter.html"

    def get(self, request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> HttpResponse:
        letter, reading = self.edition.rule_set.letters.get(code), self.reading
        if letter is None:
            raise Http404
        context = {
            "title": reading.shown(letter.title),
            "french": reading.french(letter.title),
            "addressee": reading.shown(letter.addressee),
            "way": reading.shown(letter.way),
            "timing": reading.shown(letter.timing),
            "starts": reading.shown(letter.starts),
            "enclosures": lines_of(reading, letter.enclosures),
            "meaning": reading.shown(letter.meaning),
            "warning": reading.shown(letter.warning) if letter.warning else "",
            "pieces": pieces_of(letter),
            "fields": shown_fields(reading, letter),
            "attempts": any(one.id == ATTEMPTS for one in letter.fields),
            "sources": shown_sources(reading, [letter.source]),
        }
        return self.render_to_response(self.get_context_data(**context))


class ServiceListView(PublicPage):
    """Every site on which people file."""

    template_name = "questionnaire/between/services.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = links_of(self.reading, self.edition.rule_set.online_services.values(), "service")
        return super().get_context_data(services=listed, **kwargs)


class ServiceView(PublicPage):
    """What a site asks for at its door, what to do without it, and the other way."""

    template_name = "questionnaire/between/service.html"

    def get(self, request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> HttpResponse:
        service, reading = self.edition.rule_set.online_services.get(code), self.reading
        if service is None:
            raise Http404
        context = {
            "service": shown_service(reading, service),
            "french": reading.french(service.title),
            "site": service.url,
            "sources": shown_sources(reading, [service.source]),
        }
        return self.render_to_response(self.get_context_data(**context))


class AttemptsView(PublicPage):
    """The attempts to file, and what goes with them before a judge: a table to print.

    A script fills it from the device; without one, it is filled by hand.
    """

    template_name = "questionnaire/between/attempts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = self.reading
        letter = letter_of_attempts(self.edition.rule_set)
        with override(FRENCH):
            french = _table_words()
        title, order, last, *columns = map(Both, french, _table_words())
        return super().get_context_data(
            page_title=title,
            columns=columns,
            rows=range(ROWS),
            order=order,
            last=last,
            letter=letter_link(reading, letter.id) if letter else None,
            enclosures=lines_twice(reading, letter.enclosures) if letter else [],
            starts=reading.shown(letter.starts) if letter else "",
            **kwargs,
        )


def _table_words() -> list[str]:
    """Return the title, those of the file and of its last piece, then the columns."""
    return [
        _("Mes essais pour déposer, ou pour avoir un rendez-vous"),
        _("Le dossier à montrer, dans cet ordre"),
        _("La copie de la lettre, la preuve de son envoi et la réponse."),
        _("Jour"),
        _("Heure"),
        _("Site, page ou lieu"),
        _("Ce qui s’est passé"),
        _("Preuve : capture, numéro, nom"),
    ]


class WordingsView(SearchPage):
    """What the words of a site or of a letter mean: those looked for, else all, by site."""

    template_name = "questionnaire/between/wordings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = self.reading
        wordings = self.edition.rule_set.wordings.values()
        found = find(self.edition.rule_set, self.query, reading.language) if self.query else []
        shown = [shown_wording(reading, one) for one in found]
        return super().get_context_data(
            query=self.query,
            best=shown[0] if shown else None,
            near=shown[1:],
            sources=shown_sources(reading, [one.source for one in found[:1]]),
            common=by_service(one for one in wordings if one.common),
            listed=by_service(wordings),
            count=len(wordings),
            **kwargs,
        )
