"""The home page: what the service is, where it helps, and the runs begun on this device."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from questionnaire.runs.listing import rule_set_in_force, runs_of
from questionnaire.runs.urgent_routes import ways_in
from questionnaire.sheets.addresses import has_prefecture, prefecture_url

NATIONAL = "national"


# The page lists what somebody answered: the next person at this screen must not see it.
@never_cache
@require_safe
def home(request):
    language = get_language()
    rule_set = rule_set_in_force()
    context = {
        "departments": departments_in(rule_set, language) if rule_set else [],
        "ways": ways_in(rule_set, language) if rule_set else [],
        "runs": runs_of(request),
    }
    response = render(request, "portal/home.html", context)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def departments_in(rule_set, language):
    """Return the départements whose local facts are known."""
    return [
        {
            "code": code,
            "name": department.name.get(language) or department.name.get("fr", code),
            "url": prefecture_url(code) if has_prefecture(code) else "",
        }
        for code, department in sorted(rule_set.departments.items())
        if code != NATIONAL
    ]
