"""A planned edition that no longer holds with what was published since: the desk says why."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures.exchange import load_into_database
from procedures.models import Channel, ChannelProcedure, Choice, Department, Procedure, Question
from procedures.publishing.checks import kept as checks
from procedures.publishing.editions import publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_force import PARIS
from procedures.publishing.editions.kept import Kept
from tests.procedures.publishing.editions.test_publisher import make_plain

from .reading import said, words_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=PARIS)
FEBRUARY = date(2027, 2, 1)
TOGETHER = "ensemble, les deux changements ne tiennent plus"
WHICH = (
    "Tarn-et-Garonne : Une réponse de la liste est attendue pour « Êtes-vous étudiant ? », pas oui."
)


@pytest.fixture
def apart(monkeypatch):
    """The 82 plans how students file; the nation then asks the question in another way."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    load_into_database(make_plain())
    publisher.publish()
    channel = Channel.objects.create(
        department=Department.objects.get(code="82"), kind="postal", when={"etudiant": True}
    )
    ChannelProcedure.objects.create(channel=channel, procedure=Procedure.objects.get())
    publisher.publish(only="82", takes_effect_on=FEBRUARY)
    Channel.objects.all().delete()
    ask_otherwise()


def ask_otherwise(kind="choice", wanted="oui"):
    question = Question.objects.get()
    question.kind = kind
    question.save()
    Choice.objects.all().delete()
    if kind == "choice":
        Choice.objects.create(question=question, value="oui", text_fr="Oui")
        Choice.objects.create(question=question, value="non", text_fr="Non")
    Procedure.objects.update(when={"etudiant": wanted})


def publish(client, **more):
    return client.post("/admin/publier/", {"part": "national", "note": "", **more})


def words(client, address):
    return words_of(client.get(address).content.decode())


def told(client):
    """Return the line of the first page that speaks of what is planned."""
    # The message of the publication is read once, and says the same.
    client.get(reverse("admin:index"))
    listed = words(client, reverse("admin:index")).splitlines()
    return next(line for line in listed if "prévu le 1er février 2027" in line)


def test_the_page_publier_says_before_that_it_will_wait_for_a_correction(apart, client_of):
    page = words(client_of("national"), "/admin/publier/?part=national")
    assert f"car {TOGETHER}. {WHICH}" in page.replace("\n, car", ", car")
    assert "prêt, rien à faire" not in page


def test_the_message_after_publishing_says_why_and_never_that_it_was_changed_twice(
    apart, client_of
):
    message = said(publish(client_of("national")))
    assert editions.states()[2] == "suspendue"
    assert f"attend une correction : {TOGETHER}. {WHICH} Corrigez et publiez" in message
    assert "la même chose" not in message


def test_of_two_planned_ones_each_is_told_its_own_reason(apart, client_of):
    """The law changes the title of what is then taken away; the 82 only names it."""
    load_into_database(make_plain())
    Procedure.objects.update(title_fr="Selon la nouvelle loi")
    publisher.publish(only="national", takes_effect_on=date(2027, 1, 1))
    ask_otherwise()
    Procedure.objects.update(title_fr="Selon une autre loi")
    client = client_of("national", "82")
    message = said(publish(client))
    assert "prévu le 1er janvier 2027 attend un choix : vous avez changé la même chose." in message
    assert f"prévu le 1er février 2027 attend une correction : {TOGETHER}." in message
    client.get(reverse("admin:index"))
    page = words(client, reverse("admin:index"))
    assert "1er janvier 2027 attend un choix : la même chose a été changée deux fois." in page
    assert f"1er février 2027 attend une correction : {TOGETHER}." in page


def test_the_first_page_says_why_and_where_it_is_corrected(apart, client_of):
    client = client_of("national", "82")
    publish(client)
    line = told(client)
    assert f"attend une correction : {TOGETHER}. {WHICH} Corrigez et publiez" in line
    assert "deux fois" not in line
    assert "Lire et corriger" in words(client, reverse("admin:index"))


def test_the_first_page_never_checks_anything_to_say_why(apart, client_of, monkeypatch):
    client = client_of("national", "82")
    publish(client)
    # As in another process, which has not checked it.
    monkeypatch.setattr(checks, "_checked", Kept(8))
    monkeypatch.setattr(checks, "problems_of", None)
    line = told(client)
    assert f"attend une correction : {TOGETHER}. Corrigez et publiez" in line


def test_after_its_day_nobody_says_of_it_what_nothing_checked(apart, client_of, monkeypatch):
    publish(client_of("national", "82"))
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=90))
    monkeypatch.setattr(checks, "_checked", Kept(8))
    assert told(client_of("national", "82")).endswith(
        "attend que quelqu'un le confirme : son jour est passé."
    )


def test_the_page_where_it_is_confirmed_asks_for_a_correction(apart, client_of):
    client = client_of("national", "82")
    publish(client)
    page = words(client, reverse("admin:desk_confirm", args=[2]))
    assert TOGETHER.capitalize() in page
    assert "Sans correction, rien ne part ce jour-là" in page
    assert "Sans choix" not in page


def test_once_corrected_and_published_it_goes_on_by_itself(apart, client_of, monkeypatch):
    client = client_of("national", "82")
    publish(client)
    ask_otherwise(kind="yes_no", wanted=True)
    assert editions.states()[2] == "suspendue"
    publish(client)
    assert editions.states()[2] == "reprise"
