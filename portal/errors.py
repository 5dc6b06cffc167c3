"""The error pages: plain words, and the way home."""

from django.contrib import admin
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import translation

# Shown if even the template fails: it needs no template, translation or database.
LAST_RESORT = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Une erreur est survenue</title>'
    "<h1>Une erreur est survenue</h1><p>Réessayez dans quelques minutes.</p>"
    '<p><a href="/">Retour à l\'accueil</a></p></html>'
)


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    if not _is_at_desk(request):
        return render(request, "403.html", status=403)
    # The desk speaks French only, whatever the browser asks for.
    with translation.override("fr"):
        return render(request, "admin/desk/refused.html", status=403)


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def _is_at_desk(request):
    """Tell whether an account that enters the desk asked for a page of it."""
    at_desk = request.path.startswith(reverse("admin:index"))
    return at_desk and hasattr(request, "user") and admin.site.has_permission(request)


def server_error(request):
    """Render the page without the request: what failed may be one of its context processors."""
    try:
        return HttpResponseServerError(loader.get_template("500.html").render())
    # Whatever fails here, the visitor gets the way home.
    except Exception:
        return HttpResponseServerError(LAST_RESORT)
