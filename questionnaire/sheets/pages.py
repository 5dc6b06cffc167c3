"""The base of the sheets: the edition in force, the language, and permission to cache them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView

from procedures.engine.situation import Situation
from procedures.publishing.editions.in_memory import CompiledEdition, NoEdition, edition_in_force
from questionnaire.result import formats
from questionnaire.result.reading import Reading
from questionnaire.runs.away import unavailable
from questionnaire.runs.french_fallback import french_stands_in

from .page_cache import page_cache

MAX_AGE = settings.PUBLIC_PAGES_HELD


@method_decorator(conditional_page, name="dispatch")
class PublicPage(TemplateView):
    """A page that is the same for everybody: it knows no visitor, and sets no cookie."""

    http_method_names = ["get", "head", "options"]
    edition: CompiledEdition
    reading: Reading

    @property
    def is_whole(self) -> bool:
        """Whether all that the page shows is there; a page that lacks something is not kept."""
        return True

    @property
    def cache_control(self) -> str:
        return f"public, max-age={MAX_AGE}"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.edition = edition_in_force()
        except (NoEdition, DatabaseError):
            return unavailable(request)
        today = timezone.localdate()
        self.reading = Reading(Situation(self.edition.rule_set, {}, today), get_language())

        def draw() -> HttpResponseBase:
            response = super(PublicPage, self).dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

        is_whole = self.is_whole
        is_asked = request.method in ("GET", "HEAD") and not request.GET
        if not is_asked or not is_whole or settings.DEBUG:
            response = draw()
        else:
            # The address says the host and the language; amounts and announcements have their days.
            key = (request.build_absolute_uri(), today, self.edition.label)
            response = page_cache(self.edition.rule_set).page(request, key, draw)
        response.headers["Cache-Control"] = self.cache_control if is_whole else "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("in_french", french_stands_in(kwargs))
        published = timezone.localtime(self.edition.published_at)
        return super().get_context_data(
            edition={
                "number": self.edition.label,
                "date": formats.day(published.date(), get_language() or "fr"),
            },
            origin=self.request.build_absolute_uri("/").rstrip("/"),
            page_path=self.request.path,
            **kwargs,
        )
