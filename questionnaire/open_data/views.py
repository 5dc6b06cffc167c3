"""The page about the data, and the files themselves: from memory, the same for everybody."""

from __future__ import annotations

import gzip
import re
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from procedures.publishing.editions.in_memory import NoEdition, edition_in_force
from questionnaire.entrance import example
from questionnaire.runs.away import unavailable
from questionnaire.sheets.pages import MAX_AGE, PublicPage

from .dcat import dcat
from .files import ENCODINGS, LICENCE, TYPES, EditionFile, files_of

ACCEPTED = {one: re.compile(rf"\b{one}\b") for one in ENCODINGS}


@require_safe
def data_catalogue(request: HttpRequest) -> HttpResponse:
    """Return what portals of open data gather: one DCAT dataset, with a distribution a file."""
    try:
        edition = edition_in_force()
    except (NoEdition, DatabaseError):
        return unavailable(request)
    site = request.build_absolute_uri("/").rstrip("/")
    response = JsonResponse(
        dcat(edition, site), content_type=TYPES["jsonld"], json_dumps_params={"ensure_ascii": False}
    )
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def edition_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Return the whole edition in force; another number is no longer, or not yet, in memory."""
    try:
        edition = edition_in_force()
    except (NoEdition, DatabaseError):
        return unavailable(request)
    if number != edition.number or form not in TYPES:
        raise Http404
    file = files_of(edition).get(form)
    if file is None:
        return unavailable(request)
    etag = f'W/"{file.digest[:32]}"'
    response = get_conditional_response(request, etag) or HttpResponse()
    if response.status_code == 200:
        try:
            _fill(request, response, file)
        except OSError:  # Removed meanwhile, by who cleans the disk.
            return unavailable(request)
        name = f"edition-{number}.{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _fill(request: HttpRequest, response: HttpResponse, file: EditionFile) -> None:
    response.headers["Content-Type"] = TYPES[file.format]
    accepted = request.headers.get("Accept-Encoding", "")
    for encoding, pattern in ACCEPTED.items():
        if pattern.search(accepted):
            response.headers["Content-Encoding"] = encoding
            response.content = file.encoded(encoding)
            return
    response.content = gzip.decompress(file.encoded("gzip"))


class DataPage(PublicPage):
    """What the data are, how to check them, the interface, and the form for another site."""

    template_name = "questionnaire/open_data/page.html"

    @property
    def is_whole(self) -> bool:
        return bool(files_of(self.edition))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        site = self.request.build_absolute_uri("/").rstrip("/")
        files = [
            {
                "format": file.format.upper(),
                "url": reverse("edition_file", args=[self.edition.number, file.format]),
                "name": f"edition-{self.edition.number}.{file.format}",
                "megabytes": file.size / 1e6,
                "digest": file.digest,
            }
            for file in files_of(self.edition).values()
        ]
        return super().get_context_data(
            files=files,
            digest=self.edition.digest,
            licence=LICENCE,
            catalogue=f"{site}{reverse('data_catalogue')}",
            interface=f"{site}/api/v1/",
            example=example(site),
            **kwargs,
        )
