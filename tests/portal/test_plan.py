"""The plan of the site: it leads to every public page, is light, and asks no database."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.sitemap import PAGES
from procedures.publishing.editions.in_memory import using
from tests.languages import LANGUAGES
from tests.questionnaire.result.catalogue import make_rules
from tests.questionnaire.weight import MOST_COLD, cold
from tests.shipped import shipped_rules


@pytest.fixture
def small():
    with using(make_rules()) as edition:
        yield edition.rule_set


@pytest.fixture(scope="module")
def shipped():
    return shipped_rules()


def links(response):
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.findall(r'href="([^"]+)"', main)


def test_the_plan_leads_to_every_public_page(client, small):
    found = links(client.get("/fr/plan/"))
    with override("fr"):
        wanted = {reverse(name) for name in (*PAGES, "run_start", "short_code", "kept_lists")}
    wanted -= {"/fr/plan/"}
    assert wanted <= set(found)
    assert "/fr/demarches/renewal/" in found
    assert "/fr/34/" in found


def test_what_the_plan_leads_to_is_there(client, small):
    for address in set(links(client.get("/fr/plan/"))):
        assert client.get(address.partition("#")[0]).status_code == 200, address


def test_the_urgent_ways_of_the_plan_lead_to_their_buttons(client, shipped):
    with using(shipped):
        plan, home = client.get("/fr/plan/"), client.get("/fr/")
    buttons = home.content.decode().count('name="way"')
    assert buttons > 0
    assert links(plan).count("/fr/#urgent") == buttons
    assert home.content.decode().count('id="urgent"') == 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plan_of_everything_is_light(client, shipped, code):
    with using(shipped):
        response = client.get(f"/{code}/plan/")
    assert len(links(response)) > len(shipped.procedures) / 2
    assert cold(response.content) <= MOST_COLD


@pytest.mark.django_db
def test_the_plan_asks_no_database_and_knows_nobody(client, small, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/fr/plan/")
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert not response.cookies


def test_every_page_leads_to_the_plan(client, small):
    """The answer must stay light: the footer has one link for what few people look for."""
    assert 'href="/fr/plan/"' in client.get("/fr/confidentialite/").content.decode()
