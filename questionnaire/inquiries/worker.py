"""The service worker of inquiries: it shows the pages that a device kept, without a network."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from questionnaire.keeping.workers import source_with, worker_response

SOURCE = Path(__file__).with_name("worker.js")
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
