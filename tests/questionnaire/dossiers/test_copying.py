"""Answers that come from a dossier say so until they are kept: reopened, or copied for another."""

from django.test import Client

from questionnaire.dossiers.copying import shared
from questionnaire.models import Dossier
from tests.questionnaire.visitor import Visitor

from .test_dossiers import opened, reopen

NOT_KEPT = "Rien n’est enregistré avant la dernière page."


def said(visitor, place):
    return visitor.open(place).text.replace("\xa0", " ")


def test_dossier_is_copied_for_another_person_of_the_family(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    visitor = reopen(client, dossier, duplicate="1").open("verifier")
    visitor.follow(client.get(visitor.context["next_url"])).answer_all()
    response = client.post(f"/dossiers/enregistrer/{visitor.id}/", {"reference": "A-2"})
    assert response.status_code == 302
    assert {opened(one)[0].reference for one in Dossier.objects.all()} == {"A-1", "A-2"}


def test_copy_asks_again_what_is_of_one_person_only(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    visitor = reopen(client, dossier, duplicate="1", shared=["residence", "nationality", "age"])
    assert visitor.place == "verifier"
    assert {*visitor.answers} == {"residence", "nationality"}
    assert "age" not in visitor.answers
    visitor.follow(client.get(visitor.context["next_url"]))
    assert visitor.place == "age"


def test_what_a_copy_takes_over_is_told_by_the_kind_and_the_section_of_a_question(shipped):
    rules = shipped
    kept = {*shared(rules, dict.fromkeys(rules.questions, "x"))}
    assert not kept & {"age", "expiry_date", "current_document", "years_in_france", "entry_date"}
    assert {"commune", "nationality", "goal", "ground", "housing"} <= kept
    assert shared(rules, {"gone": 1}) == {}


def test_pages_of_a_copy_say_whose_copy_it_is_until_it_is_saved(rive, keep):
    client = rive.clients["bilal"]
    visitor = reopen(client, keep(client, "A-1"), duplicate="1")
    words = "Copie de A-1 : changez ce qui n’est pas pareil pour cette personne."
    for place in ("verifier", "age"):
        assert words in said(visitor, place), place
        assert NOT_KEPT in said(visitor, place), place
    visitor.answer_all()
    assert words in said(visitor, "resultat")
    client.post(f"/dossiers/enregistrer/{visitor.id}/", {"reference": "A-2"})
    other = reopen(client, Dossier.objects.exclude(code="").latest("pk"))
    assert words not in said(other, "verifier")


def test_pages_of_a_trial_name_the_dossier_and_say_that_nothing_is_kept_yet(rive, keep, consult):
    client = rive.clients["bilal"]
    visitor = reopen(client, keep(client, "A-1"), question="family")
    for place in ("family", "verifier", "resultat"):
        assert f"Dossier A-1. {NOT_KEPT}" in said(visitor, place), place
    first = consult(client)
    assert NOT_KEPT not in said(first, "resultat")


def test_reference_is_told_to_the_members_of_the_association_only(rive, other, keep):
    """Who takes the device after the member has left reads no reference."""
    client = rive.clients["bilal"]
    visitor = reopen(client, keep(client, "SECRET-1"), question="family")
    cookies = {name: one.value for name, one in client.cookies.items() if name.startswith("run_")}
    for stranger in (Client(), other.clients["chen"]):
        for name, value in cookies.items():
            stranger.cookies[name] = value
        reading = Visitor(stranger)
        reading.id = visitor.id
        page = said(reading, "verifier")
        assert "Ces réponses ne sont plus là" in page
        assert "SECRET-1" not in page
