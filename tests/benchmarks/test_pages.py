"""Measures the cost of pages on the server, beside a bare template page.

Django's test client and the middleware count in every figure: the differences are those of pages.
"""

import gzip
from functools import partial

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from portal import urls
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing import communes
from procedures.publishing.editions.in_memory import using
from tests.questionnaire.visitor import Visitor
from tests.questionnaire.weight import MOST_COLD, MOST_WARM, cold

from .measure import once_each, show, side_by_side
from .multiplied import TIMES, multiplied, shipped
from .people import browsers_of

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
    "same_reason": {"reponse": "oui"},
    "papiers": {"pass": "1"},
}
PEOPLE = 100
# In bytes, compressed: what a page may weigh once its styles, icons and script are there.
MOST_WARM = {"question page": 8_000, "result page": MOST_WARM}
BARE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for line in lines %}<p>{{ line }}</p>{% endfor %}"
)


def bare(request, lines):
    return HttpResponse(BARE.render({"title": "Page", "lines": ["x" * 60] * lines}, request))


urlpatterns = [path("bare/<int:lines>/", bare), *urls.urlpatterns]


@pytest.fixture(scope="module", params=TIMES, ids=lambda times: f"x{times}")
def rules(request):
    show("\nthe catalogue, so many times over", request.param, "x")
    return rule_set_from_plain(multiplied(shipped(), request.param), communes.arrondissements())


@pytest.fixture
def visitor(client, rules):
    with using(rules):
        yield Visitor(client).start()


@pytest.fixture(autouse=True)
def _with_bare_pages(settings):
    """The site, and bare pages beside it: no address is forgotten between two measures."""
    settings.ROOT_URLCONF = __name__


def page_at(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content


def bare_like(page):
    """Return the address of a bare page as long as a page."""
    return f"/bare/{len(page) // 68}/"


def compare(client, what, address):
    page = page_at(client, address)
    measured, base = side_by_side(
        [lambda: page_at(client, address), lambda: page_at(client, bare_like(page))], rounds=15
    )
    show(f"{what} ({len(page) / 1024:.0f} kB)", measured)
    show("  a bare template page of that size", base)
    show("  warm: compressed", len(gzip.compress(page)), unit="B", at_most=MOST_WARM.get(what))
    show("  cold: with what every page asks for", cold(page), unit="B", at_most=MOST_COLD)
    show("  throughput, bare page = 1", base / measured, unit="x")


@pytest.mark.django_db
def test_question_page(visitor, client):
    compare(client, "question page", visitor.page)


@pytest.mark.django_db
def test_result_page(visitor, client):
    while visitor.place != "verifier":
        visitor.send(visitor.place, **SALMA[visitor.place])
    compare(client, "result page", visitor.at("resultat"))


@pytest.mark.django_db
def test_answers_of_many_people(rules):
    """Each answer is asked for once, after those of others: few have met the same words."""
    with using(rules):
        everybody = list(browsers_of(rules, shipped()["cases"]))
        for client, address in everybody[1::2]:
            page_at(client, address)
        pages = []

        def answer(client, address):
            pages.append(page_at(client, address))

        def as_long(client):
            page_at(client, bare_like(pages[-1]))

        measured, base = once_each(
            [(partial(answer, *one), partial(as_long, one[0])) for one in everybody[::2][:PEOPLE]]
        )
    show(f"answers of {len(pages)} people, each once", measured)
    show("  bare template pages of their sizes", base)
    show("  throughput, bare page = 1", base / measured, unit="x")


@pytest.mark.django_db
def test_prefecture_page(client, rules):
    with using(rules):
        compare(client, "préfecture's page", "/fr/34/")
