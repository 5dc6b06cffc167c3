"""Measures the cost of pages on the server, beside a bare template page.

Django's test client and the middleware count in every figure: the differences are those of pages.
"""

import gzip

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing import communes
from procedures.publishing.editions.in_memory import using
from tests.questionnaire.visitor import Visitor
from tests.questionnaire.weight import MOST_COLD, MOST_WARM, cold

from .measure import median_ms, show
from .multiplied import TIMES, multiplied, shipped

SALMA = {
    "residence": {"reponse": "france"},
    "beneficiary": {"reponse": "moi"},
    "commune": {"recherche": "Montpellier"},
    "nationality": {"recherche": "Maroc"},
    "age": {"reponse": "24"},
    "goal": {"reponse": "renouvellement"},
    "current_document": {"reponse": "carte_sejour"},
    "permit_motive": {"reponse": "etudiant"},
    "expiry_date": {"reponse_day": "15", "reponse_month": "5", "reponse_year": "2027"},
    "ground": {"reponse": "etudes"},
    "papiers": {"pass": "1"},
}
# In bytes, compressed: what a page may weigh once its styles, icons and script are there.
MOST_WARM = {"question page": 8_000, "result page": MOST_WARM}
BARE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for line in lines %}<p>{{ line }}</p>{% endfor %}"
)


def bare(request, lines):
    return HttpResponse(BARE.render({"title": "Page", "lines": ["x" * 60] * lines}, request))


urlpatterns = [path("bare/<int:lines>/", bare)]


@pytest.fixture(scope="module", params=TIMES, ids=lambda times: f"x{times}")
def rules(request):
    show("\nthe catalogue, so many times over", request.param, "x")
    return rule_set_from_plain(multiplied(shipped(), request.param), communes.arrondissements())


@pytest.fixture
def visitor(client, rules):
    with using(rules):
        yield Visitor(client).start()


def cost(client, address, rounds=15):
    """Return the milliseconds of a GET, and its page."""

    def get():
        response = client.get(address)
        assert response.status_code == 200, address
        return response

    return median_ms(get, rounds), get().content


def compare(client, settings, what, address):
    measured, page = cost(client, address)
    size = len(page)
    settings.ROOT_URLCONF = __name__
    base, _ = cost(client, f"/bare/{size // 68}/")
    settings.ROOT_URLCONF = "portal.urls"
    show(f"{what} ({size / 1024:.0f} kB)", measured)
    show("  a bare template page of that size", base)
    show("  warm: compressed", len(gzip.compress(page)), unit="B", at_most=MOST_WARM.get(what))
    show("  cold: with what every page asks for", cold(page), unit="B", at_most=MOST_COLD)
    show("  throughput, bare page = 1", base / measured, unit="x")


@pytest.mark.django_db
def test_question_page(visitor, client, settings):
    compare(client, settings, "question page", visitor.page)


@pytest.mark.django_db
def test_result_page(visitor, client, settings):
    while visitor.place != "verifier":
        visitor.send(visitor.place, **SALMA[visitor.place])
    compare(client, settings, "result page", visitor.at("resultat"))


@pytest.mark.django_db
def test_prefecture_page(client, rules, settings):
    with using(rules):
        compare(client, settings, "préfecture's page", "/fr/34/")
