"""The views of the sheets: the lists, a procedure, a préfecture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from questionnaire.result import authorities, formats
from questionnaire.result.nearby import nearest
from questionnaire.runs.places import find_places, label
from questionnaire.runs.wording import french_stands_in

from .addresses import has_prefecture, prefecture_url, procedure_of, procedure_url, slug_of
from .listing import families, search
from .pages import PublicPage, SearchPage
from .prefecture import prefecture_page, prefectures
from .procedure import sheet_of


class ProcedureListView(SearchPage):
    """Every procedure by family, or the procedures that match a query."""

    template_name = "questionnaire/sheets/procedures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = search(self.reading, self.query) if self.query else None
        listed = [] if found else families(self.reading)
        return super().get_context_data(query=self.query, found=found, families=listed, **kwargs)


class ProcedureSheetView(PublicPage):
    template_name = "questionnaire/sheets/procedure.html"

    def get(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponse:
        procedure = procedure_of(self.edition.rule_set, slug)
        if procedure is None:
            raise Http404
        if slug != slug_of(procedure.id):
            return redirect(procedure_url(procedure.id), permanent=True)
        sheet = sheet_of(self.reading, procedure)
        known, _others = prefectures(self.reading)
        context = {"sheet": sheet, "sensitive": sheet.sensitive, "prefectures": known}
        return self.render_to_response(self.get_context_data(**context))


class PrefectureListView(PublicPage):
    template_name = "questionnaire/sheets/prefectures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known, others = prefectures(self.reading)
        # The other départements only have French names, which are not translations.
        in_french = french_stands_in(known)
        return super().get_context_data(known=known, others=others, in_french=in_french, **kwargs)


class PrefectureView(PublicPage):
    template_name = "questionnaire/sheets/prefecture.html"
    # A visitor who comes back today must read that a door is closed: a browser asks whether it
    # changed.
    cache_control = "public, max-age=0, must-revalidate"

    def get(self, request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> HttpResponse:
        if code != code.upper():
            return redirect(prefecture_url(code.upper()), permanent=True)
        if not has_prefecture(code):
            raise Http404
        page = prefecture_page(self.reading, code)
        # A name from the national list is French by nature, not for lack of a translation.
        own = page if page.covered else replace(page, name="")
        in_french = french_stands_in(own)
        return self.render_to_response(self.get_context_data(prefecture=page, in_french=in_french))


class FranceServicesView(SearchPage):
    """The France services of a commune that one types, then those around it."""

    template_name = "questionnaire/sheets/france_services.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sure, found = find_places(self.query) if self.query else (None, [])
        home = sure or (found[0] if found else None)
        near, far = nearest(self.edition.rule_set, home) if home else ([], [])
        dated = min((one.contact_dated for one in (*near, *far)), default="")
        return super().get_context_data(
            query=self.query,
            commune=label(home) if home else "",
            others=[label(one) for one in found if one != home],
            near=[authorities.shown(self.reading, one) for one in near],
            far=[authorities.shown(self.reading, one) for one in far],
            dated=formats.partial_day(dated, self.reading.language) if dated else "",
            **kwargs,
        )
