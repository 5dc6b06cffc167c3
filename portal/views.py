"""The site's own pages: home, the plan, the language choice and the legal pages."""

from datetime import date

from django.conf import settings
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import get_language, get_supported_language_variant
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from portal.languages import page_languages
from questionnaire.result import formats
from questionnaire.runs.urgent_routes import ways_in
from questionnaire.runs.views import rule_set_in_force, runs_of
from questionnaire.sheets.addresses import has_prefecture, prefecture_url
from questionnaire.sheets.listing import families
from questionnaire.sheets.pages import PublicPage
from questionnaire.sheets.prefecture import prefectures

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


class SitePlan(PublicPage):
    """Titles only: a plan is read to find a page, and must stay light with every procedure.

    The préfectures of which nothing local is known are on their own list, a press away.
    """

    template_name = "portal/plan.html"

    def get_context_data(self, **kwargs):
        known, _others = prefectures(self.reading)
        return super().get_context_data(
            ways=ways_in(self.edition.rule_set, self.reading.language),
            families=families(self.reading),
            prefectures=known,
            **kwargs,
        )


# What the accessibility statement says of the tests. It is a promise: a test holds it to them.
STATED = date(2026, 11, 26)
CHECKER = "axe-core 4.14.1"
WIDTHS = (320, 360, 1280)


@require_safe
def icon(request):
    """Lead a browser that asks for the icon of the site to its file of today."""
    return redirect(static("favicon.svg"))


@require_safe
@vary_on_cookie
def language_choice(request):
    """Show a page instead of redirecting: the browser's language is often not its owner's."""
    return render(
        request,
        "portal/language_choice.html",
        {
            "choices": page_languages("/"),
            "remembered": remembered_language(request),
        },
    )


def remembered_language(request):
    """Return the language last read on this device, or ``None``."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    try:
        code = get_supported_language_variant(code)
    except LookupError:
        return None
    return next((choice for choice in page_languages("/") if choice.code == code), None)


@require_safe
def legal_notice(request):
    return render(request, "portal/legal_notice.html", {"publisher": settings.PUBLISHER})


@require_safe
def privacy(request):
    return render(request, "portal/privacy.html", {"publisher": settings.PUBLISHER})


@require_safe
def accessibility(request):
    context = {
        "publisher": settings.PUBLISHER,
        "stated": formats.day(STATED, get_language()),
        "checker": CHECKER,
        "widths": WIDTHS,
    }
    return render(request, "portal/accessibility.html", context)
