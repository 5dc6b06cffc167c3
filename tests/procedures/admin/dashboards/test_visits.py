"""The visits avoided: whose numbers an account sees, how they are reckoned, nothing small."""

import pytest
from django.urls import reverse

from procedures.models import Count

from .test_usage import make_count

pytestmark = pytest.mark.usefixtures("catalogue", "on_the_day")
Kind = Count.Kind


@pytest.fixture(autouse=True)
def told(catalogue):
    for place, avoided, needed in (("82", 34, 12), ("34", 23, 4), ("75", 4, 3)):
        make_count(Kind.NO_VISIT, "renouvellement", place, avoided)
        make_count(Kind.VISIT, "renouvellement", place, needed)
    make_count(Kind.VISIT_REASON, "creneau", "82", 8)
    make_count(Kind.VISIT_REASON, "carte", "82", 4)


def open_page(client, **query):
    response = client.get(reverse("admin:desk_dashboard", args=["visites"]), query)
    assert response.status_code == 200
    return response.context


def test_the_sum_says_how_it_was_reckoned(client_of):
    response = client_of("82").get(reverse("admin:desk_dashboard", args=["visites"]))
    page = response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
    assert "Au moins 30 personnes" in page
    assert "30 sur 40 réponses, environ 75 %" in page


def test_reasons_under_five_are_not_shown(client_of):
    context = open_page(client_of("82"))
    assert {bar.label: bar.total for bar in context["reasons"]} == {
        "pas de créneau de rendez-vous": 5
    }


def test_agent_does_not_see_another_department(client_of):
    context = open_page(client_of("82"), ou="34")
    assert context["place"] == "82"
    assert context["avoided"] == 30


def test_small_numbers_of_a_department_are_hidden(nation):
    assert (open_page(nation, ou="34")["avoided"], open_page(nation, ou="34")["needed"]) == (20, 0)
    assert "75" not in dict(open_page(nation)["places"])


def test_names_of_procedures_lead_to_their_page(client_of):
    (bar,) = open_page(client_of("82"))["procedures"]
    assert (bar.label, bar.total) == ("Une carte", 40)
    assert "/procedures/procedure/" in bar.url
