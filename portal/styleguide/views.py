"""The sample pages, one per address, and the list of them."""

from functools import cache, wraps
from pathlib import Path

import yaml
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

SAMPLES = Path(__file__).parent

PAGES = {
    "composants": "styleguide/components.html",
    "question": "styleguide/question.html",
    "erreur": "styleguide/error.html",
    "date": "styleguide/date.html",
    "nombre": "styleguide/number.html",
    "recherche": "styleguide/search.html",
    "reponses": "styleguide/review.html",
    "effacer": "styleguide/erase.html",
    "resultat": "styleguide/result.html",
    "resultat-tardif": "styleguide/result_late.html",
    "accueil": "portal/home.html",
    "introuvable": "404.html",
    "formulaire-ancien": "403_csrf.html",
    "panne": "500.html",
}


@cache
def samples(language):
    """Return the sample data in a language, with French for what it lacks."""
    french = yaml.safe_load((SAMPLES / "fr.yaml").read_text(encoding="utf-8"))
    own = SAMPLES / f"{language}.yaml"
    return {**french, **yaml.safe_load(own.read_text(encoding="utf-8"))} if own.exists() else french


def in_development(view):
    """Close the view to visitors at each request: addresses are read once per process."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return opened


@require_safe
@in_development
def index(request):
    return render(request, "styleguide/index.html", {"pages": list(PAGES)})


@require_safe
@in_development
def page(request, name):
    if name not in PAGES:
        raise Http404
    return render(request, PAGES[name], samples(get_language()))


urlpatterns = [
    path("styleguide/", index, name="styleguide"),
    path("styleguide/<slug:name>/", page, name="styleguide_page"),
]
