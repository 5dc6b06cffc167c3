"""What stays on the person's own device: the page of kept lists, and what shows it offline.

Neither holds anything of anybody. The lists are in the storage of the browser, where a script of
the page puts them at a tap on « Garder sur ce téléphone »: no server has them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from .workers import source_with, worker_response

SOURCE = Path(__file__).with_name("worker.js")
# What the page of kept lists asks for; the site's files are called by what they hold.
FILES = (
    "css/all.css",
    "js/site.js",
    "js/device.js",
    "icons.svg",
    "favicon.svg",
)


@require_safe
def kept_lists(request: HttpRequest) -> HttpResponse:
    """Show the page that a script fills with what the device holds: the same for everybody."""
    return render(request, "questionnaire/keeping/kept.html", {"sensitive": True})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker, which keeps the pages of kept lists and their files."""
    return worker_response(worker_source())


@cache
def worker_source() -> str:
    """Return the service worker, with the addresses of the files of today before it."""
    shells = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            shells[language] = reverse("kept_lists")
    return source_with(SOURCE, FILES, SHELLS=shells)
