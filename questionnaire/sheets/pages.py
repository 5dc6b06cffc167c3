"""The base of the sheets: the edition in force, the language, and the cache of whole pages."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView

from procedures.engine.situation import Situation
from procedures.engine.values.rules import RuleSet
from procedures.publishing.editions.in_memory import CompiledEdition, NoEdition, edition_in_force
from questionnaire.result import formats
from questionnaire.result.reading import Reading
from questionnaire.runs.away import unavailable
from questionnaire.runs.wording import french_stands_in

# Some 12 kB each once compressed: every sheet and préfecture in three languages, or nearly.
MOST_PAGES = 600
LONGEST_QUERY = 100
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


class PageCache:
    """The pages drawn last. A publication and midnight start another cache: see ``PublicPage``.

    They are compressed once, without the padding that pages with a secret need.
    """

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, tuple[bytes, str]] = OrderedDict()

    def page(
        self, request: HttpRequest, key: Hashable, draw: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        """Return the page of a key for a request; ``draw`` is called if it is not cached."""
        found = self._pages.get(key)
        if found is None:
            drawn = draw()
            if drawn.status_code != 200 or not isinstance(drawn, HttpResponse):
                return drawn
            etag = blake2b(drawn.content, digest_size=16).hexdigest()
            self._pages[key] = gzip.compress(drawn.content, 6, mtime=0), f'W/"{etag}"'
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
            drawn.headers["ETag"] = f'W/"{etag}"'
            return drawn
        return _response(request, *found)


_latest: tuple[RuleSet, PageCache] | None = None


def page_cache(rule_set: RuleSet) -> PageCache:
    """Return the cache of a rule set. Only that of the latest rule set is kept."""
    global _latest
    if _latest is None or _latest[0] is not rule_set:
        _latest = rule_set, PageCache()
    return _latest[1]


def _response(request: HttpRequest, compressed: bytes, etag: str) -> HttpResponse:
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(compressed, headers={"ETag": etag, "Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(compressed), headers={"ETag": etag})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


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


class SearchPage(PublicPage):
    """A list in which one looks for words. A query is private: no cache may keep it."""

    @property
    def query(self) -> str:
        return self.request.GET.get("q", "").strip()[:LONGEST_QUERY]

    @property
    def cache_control(self) -> str:
        return "private, no-store" if self.query else super().cache_control
