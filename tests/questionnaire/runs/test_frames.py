"""A question page that is drawn once shows each person their own run, token and answers."""

import re

import pytest
from django.test import Client

from procedures.publishing.editions.in_memory import using
from questionnaire.runs.prepared import TOKEN, filled, with_holes
from tests.questionnaire.samples import make_rule_set
from tests.questionnaire.visitor import Visitor

RUN = "2bcdefgh"


@pytest.fixture
def people():
    """Two people on the same first question, the first of whom has had it drawn."""
    with using(make_rule_set()):
        yield Visitor(Client()).start(), Visitor(Client()).start()


def without_what_is_theirs(visitor):
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", visitor.text)
    return text.replace(visitor.id, "")


def test_second_person_is_shown_the_same_page_with_their_own_addresses(people):
    first, second = people
    assert second.response.context is None, "the page was drawn again"
    assert without_what_is_theirs(first) == without_what_is_theirs(second)
    assert first.id not in second.text
    assert f"/demarche/{second.id}/" in second.text


def test_form_of_a_page_drawn_for_another_is_accepted():
    with using(make_rule_set()):
        Visitor(Client()).start()
        visitor = Visitor(Client(enforce_csrf_checks=True))
        start = visitor.client.get(visitor.url("run_start")).content
        token = TOKEN.search(start)[1].decode()
        visitor.start(csrfmiddlewaretoken=token)
        token = TOKEN.search(visitor.response.content)[1].decode()
        visitor.send("residence", reponse="france", csrfmiddlewaretoken=token)
        assert visitor.place == "nationality"


def test_typed_answer_is_shown_to_nobody_else(people):
    first, second = people
    for one in people:
        one.answer("residence", "nationality")
    first.open("nationality")
    assert 'value="Maroc"' in first.text
    second.send("nationality", recherche="Kosovo")
    assert 'value="Maroc"' not in second.open("nationality").text


def test_page_that_names_the_run_elsewhere_is_not_kept():
    page = b'<input name="csrfmiddlewaretoken" value="abc"><a href="/fr/demarche/%b/">'
    page %= RUN.encode()
    assert with_holes(page, RUN)
    assert with_holes(page + RUN.encode(), RUN) is None
    assert with_holes(b"<p>no form</p>", RUN) is None


def test_holes_are_filled_as_they_were(rf):
    page = b'<input name="csrfmiddlewaretoken" value="abc"><a href="/fr/demarche/%b/goal/">'
    again = filled(with_holes(page % RUN.encode(), RUN), "3bcdefgh", rf.get("/")).content
    assert b"/fr/demarche/3bcdefgh/goal/" in again
    assert TOKEN.search(again)[1] != b"abc"
