"""The error pages: plain words, and the way home."""

import sys

from django.contrib import admin
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from procedures.publishing.editions.in_memory import DatabaseAway

from .limits import DESK

# What a database that is away, that hangs or that others hold raises.
DATABASE_AWAY = (OperationalError, InterfaceError, DatabaseAway)
# In seconds.
RETRY_AFTER = 10
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
    at_desk = request.path.startswith(DESK)
    return at_desk and hasattr(request, "user") and admin.site.has_permission(request)


def server_error(request):
    """Render the page without the request: what failed may be one of its context processors."""
    is_away = isinstance(sys.exc_info()[1], DATABASE_AWAY)
    try:
        if is_away and request.path.startswith(DESK):
            page = _away_from_the_desk(request)
        else:
            page = loader.get_template("500.html").render()
    # Whatever fails here, the visitor gets the way home.
    except Exception:
        page = LAST_RESORT
    if not is_away:
        return HttpResponseServerError(page)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def _away_from_the_desk(request):
    """Return a page that says why; what an agent has typed stands in it, to be sent again.

    It holds what the browser sent, the token that protects the form included. A form that another
    site sends here has no token, and gets none.
    """
    is_sent = request.method == "POST"
    context = {"address": request.get_full_path(), "is_sent": is_sent}
    if is_sent:
        sent = request.POST.lists()
        context["fields"] = [(name, value) for name, values in sent for value in values]
        context["has_files"] = bool(request.FILES)
    with translation.override("fr"):
        return loader.get_template("admin/desk/away.html").render(context)
