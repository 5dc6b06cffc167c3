"""The page of a site that cannot answer now: no edition is in force, or the database is away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MINUTES_WITHOUT_EDITION = 5


def unavailable(request: HttpRequest) -> HttpResponse:
    response = render(request, "questionnaire/unavailable.html", status=503)
    response.headers["Retry-After"] = str(60 * MINUTES_WITHOUT_EDITION)
    response.headers["Cache-Control"] = "no-store"
    return response
