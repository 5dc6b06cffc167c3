"""The site's own pages other than home: the language choice and the legal pages."""

from datetime import date

from django.conf import settings
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import get_language, get_supported_language_variant
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from portal.languages import page_languages
from questionnaire.result import formats

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
