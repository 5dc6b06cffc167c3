"""The page of usages: whose numbers an account sees, and nothing small."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from procedures import models
from procedures.admin.dashboards import choosing
from procedures.admin.dashboards.choosing import EVERYWHERE
from procedures.models import Count

pytestmark = pytest.mark.usefixtures("catalogue", "on_the_day")
Kind = Count.Kind


@pytest.fixture(autouse=True)
def counted(catalogue):
    for place, number in (("82", 12), ("34", 23), ("75", 4), ("hors", 7)):
        make_count(Kind.PROCEDURE, "renouvellement", place, number)
    make_count(Kind.PROCEDURE, "renouvellement", "82", 400, month="2026-11")
    make_count(Kind.ANSWER, "age", "fr", 41)
    make_count(Kind.UNKNOWN, "age", "fr", 6)
    make_count(Kind.UNKNOWN, "situation", "fr", 4)
    make_count(Kind.READER, "ar", "", 16)


def make_count(kind, subject, place, number, month="2026-10"):
    Count.objects.create(month=month, kind=kind, subject=subject, place=place, number=number)


def open_page(client, **query):
    return client.get(reverse("admin:desk_dashboard", args=["usages"]), query).context


def bars(context, block):
    (found,) = (one for one in context["blocks"] if one["id"] == block)
    return {bar.label: bar.total for bar in found["bars"]}


def test_agent_sees_her_department_first_and_all_of_france(local):
    context = open_page(local)
    assert [code for code, _ in context["places"]] == ["82", EVERYWHERE]
    assert bars(context, "resultats") == {"Une carte": 10}
    assert bars(open_page(local, ou=EVERYWHERE), "resultats") == {"Une carte": 10 + 20 + 5}


@pytest.mark.parametrize("asked", ["34", "75", "hors", "xx"])
def test_agent_does_not_see_another_department(client_of, asked):
    context = open_page(client_of("82"), ou=asked)
    assert context["place"] == "82"
    assert bars(context, "resultats") == {"Une carte": 10}


def test_national_account_sees_each_department_that_has_enough(nation):
    context = open_page(nation)
    assert [code for code, _ in context["places"]] == [EVERYWHERE, "34", "82", "hors"]
    assert bars(open_page(nation, ou="34"), "resultats") == {"Une carte": 20}


def test_month_that_runs_is_never_shown(local):
    assert "2026-11" not in [value for value, _ in open_page(local)["months"]]
    assert bars(open_page(local, mois="2026-11"), "resultats") == {"Une carte": 10}
    assert bars(open_page(local, mois="2026-09"), "resultats") == {}


def test_questions_that_people_do_not_know_lead_to_their_page(client_of):
    context = open_page(client_of("82"))
    assert bars(context, "inconnu") == {"Quel âge avez-vous ?": 5}
    (block,) = (one for one in context["blocks"] if one["id"] == "inconnu")
    question = models.Question.objects.get(key="age")
    assert block["bars"][0].url == reverse("admin:procedures_question_change", args=[question.pk])
    assert "40" in block["bars"][0].note


def test_what_is_counted_of_a_deleted_entry_keeps_its_name(client_of):
    make_count(Kind.PROCEDURE, "abrogee", "82", 30)
    assert bars(open_page(client_of("82")), "resultats") == {"abrogee": 30, "Une carte": 10}


def test_what_is_counted_under_a_former_name_is_of_the_same_thing(client_of):
    models.Procedure.objects.update(key="renouveler", formerly=["prolonger", "renouvellement"])
    models.Question.objects.filter(key="age").update(key="annees", formerly=["age"])
    make_count(Kind.PROCEDURE, "renouveler", "82", 4)  # 4 and 12: one number, rounded once.
    make_count(Kind.PROCEDURE, "prolonger", "82", 4)
    make_count(Kind.UNKNOWN, "annees", "fr", 4)
    make_count(Kind.OUTCOME, "age", "82", 10)
    context = open_page(client_of("82"))
    assert bars(context, "resultats") == {"Une carte": 20}
    assert bars(context, "inconnu") == {"Quel âge avez-vous ?": 10}
    assert bars(context, "issues") == {"age": 10}


def test_queries_do_not_grow_with_the_counts(local, django_assert_max_num_queries):
    for number in range(50):
        make_count(Kind.PROCEDURE, f"p{number}", "82", 30)
    with django_assert_max_num_queries(14):
        open_page(local)


def test_every_count_is_shown_on_a_board():
    boards = Path(choosing.__file__).parent.glob("*.py")
    shown = set(re.findall(r"\(Kind\.(\w+)", "".join(one.read_text("utf-8") for one in boards)))
    assert shown >= set(Kind.names)
