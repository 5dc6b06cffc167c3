"""What stays on the person's own device: the page of kept lists, and what shows it offline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from questionnaire.result.timing import Hour, due_text, left_text


def source_with(source: Path, kept: Sequence[str], **values: Any) -> str:
    """Return a service worker that keeps files of the site, with more values of its own before it.

    Its version follows the files, which are called by what they hold.
    """
    files = [static(one) for one in kept]
    version = blake2b("\n".join(files).encode(), digest_size=6).hexdigest()
    named = {"VERSION": version, "FILES": files, **values}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in named.items())
    return head + source.read_text(encoding="utf-8")


def worker_response(source: str) -> HttpResponse:
    """Return the response that sends a service worker, for the whole site or less."""
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    # Browsers ask for it again to see whether it changed.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


SOURCE = Path(__file__).with_name("worker.js")
# What the pages of the worker ask for; the site's files are called by what they hold.
FILES = (
    "css/all.css",
    "css/between.css",
    "js/left.js",
    "js/site.js",
    "js/shelf.js",
    "js/offline.js",
    "js/letter.js",
    "icons.svg",
)
# Under these pages each that was opened is kept, without what was looked for.
PUBLIC = ("paper_list", "letter_list", "wordings")


# A number of days of each form that a plural has in one of the languages.
SAMPLES = (1, 2, 3, 11, 100)


@require_safe
def kept_lists(request: HttpRequest) -> HttpResponse:
    """Show the page that a script fills with what the device holds: the same for everybody."""
    return render(request, "questionnaire/keeping/kept.html", {"words": json.dumps(day_words())})


def day_words() -> dict[str, Any]:
    """Return what a script says of the days of a list that is opened later, in this language.

    The days left, and those since the last, stand there for each number of ``SAMPLES``: a script
    takes that of the same plural form, and puts its own number there.
    """
    numbers = (0, *SAMPLES, *(-one for one in SAMPLES))
    return {
        "days": {
            hour or "": {number: left_text(number, hour) for number in numbers}
            for hour in (None, *Hour)
        },
        "due": due_text(),
        "now": _("Déposez maintenant"),
        "over": _("Le dernier jour est passé"),
        "next": _("Un premier délai est passé"),
        "call": _("Appeler le %(number)s") % {"number": "%s"},
    }


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker, which keeps pages to open without a network, and their files."""
    return worker_response(worker_source())


@cache
def worker_source() -> str:
    """Return the service worker, with the addresses of the files of today before it."""
    shells, pages = {}, []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            shells[language] = reverse("kept_lists")
            pages += [reverse(name) for name in PUBLIC]
    return source_with(SOURCE, FILES, SHELLS=shells, PAGES=pages)
