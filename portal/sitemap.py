"""The files for search engines: the public pages, and no run of the questionnaire.

Beside them, the contact for reports of a weakness (security.txt).
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from procedures.publishing.departments import department_names
from procedures.publishing.editions.in_memory import NoEdition, edition_in_force
from questionnaire.examples import slug_of_example
from questionnaire.sheets.addresses import prefecture_url, procedure_url

PAGES = (
    "home",
    "site_plan",
    "procedure_list",
    "prefecture_list",
    "example_list",
    "paper_list",
    "letter_list",
    "attempts",
    "wordings",
    "service_list",
    "france_services",
    "data",
    "accessibility",
    "legal_notice",
    "privacy",
)
MAX_AGE = 3600
# RFC 9116 wants a moment, at most a year ahead, after which the file is no longer to be believed.
LASTS = timedelta(days=300)


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/demarche/" for code, _name in settings.LANGUAGES),
        *(f"Disallow: /{code}/avant/" for code, _name in settings.LANGUAGES),
        *(f"Disallow: /{code}/signaler/" for code, _name in settings.LANGUAGES),
        "Disallow: /admin/",
        "Disallow: /api/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def security(request):
    """Return security.txt: the contact for a weakness; a 404 where no contact is set."""
    contact = settings.PUBLISHER.get("contact")
    if not contact:
        raise Http404
    kind = "mailto:" if "@" in contact and ":" not in contact else ""
    lines = [
        f"Contact: {kind}{contact}",
        f"Expires: {datetime.now(UTC) + LASTS:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: fr, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    """List the public pages. A site without an edition has few pages: that list is not cached."""
    procedures = published("procedures")
    origin = request.build_absolute_uri("/").rstrip("/")
    context = {"addresses": [origin + path for path in public_paths(procedures)]}
    response = render(request, "portal/sitemap.xml", context, content_type="application/xml")
    if procedures:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    else:
        patch_cache_control(response, no_store=True)
    return response


def public_paths(procedures):
    """Yield the paths of the pages that are the same for everybody, in every language."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield from (reverse(name) for name in PAGES)
            yield from (procedure_url(key) for key in procedures)
            yield from (
                reverse("example", args=[slug_of_example(key)]) for key in published("examples")
            )
            yield from (reverse("paper", args=[key]) for key in published("provisional_papers"))
            yield from (reverse("service", args=[key]) for key in published("online_services"))
            yield from (reverse("letter", args=[key]) for key in published("letters"))
            yield from (prefecture_url(department) for department in department_names())


def published(section):
    """Return the names of the entries of a section in force; an empty list before a publication."""
    try:
        return list(getattr(edition_in_force().rule_set, section))
    except (NoEdition, DatabaseError):
        return []
