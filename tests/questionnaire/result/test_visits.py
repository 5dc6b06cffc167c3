"""« Avez-vous encore besoin de venir à la préfecture ? »: counted once, without anything more."""

from collections import Counter

import pytest

from procedures.counting import buffer
from procedures.publishing.editions.in_memory import using
from questionnaire.result import views
from questionnaire.runs.run import Run, cookie_name, seal

from .catalogue import ABROAD, QUESTIONS, RENEWAL, make_rules

RUN = "2bcdefgh"
ASKS = "besoin de venir à la préfecture"
AT = f"/fr/demarche/{RUN}/"


@pytest.fixture(autouse=True)
def waiting(monkeypatch):
    monkeypatch.setattr(buffer, "_waiting", Counter())
    return lambda: {
        one[1:]: number for one, number in buffer._waiting.items() if "visit" in one.kind
    }


@pytest.fixture(scope="module")
def rules():
    """What people come for is nothing to hide here."""
    return make_rules(questions=[{**one, "sensitive": False} for one in QUESTIONS])


@pytest.fixture
def person(client, rules):
    """A person with these answers, who presses the buttons of the result."""

    class Person:
        def answers(self, answers):
            run = Run(RUN, dict(answers), 2_000_000_000, 1)
            client.cookies[cookie_name(RUN)] = seal(run.to_data())
            return self

        def page(self):
            with using(rules, number=1):
                return client.get(f"{AT}resultat/").content.decode()

        def says(self, **sent):
            with using(rules, number=1):
                return client.post(f"{AT}venir/", sent)

    return Person().answers(RENEWAL)


def test_no_is_counted_and_thanked_on_the_same_page(person, waiting):
    assert ASKS in person.page()
    response = person.says(venir="non")
    assert response["Location"] == f"{AT}resultat/#venir"
    assert waiting() == {("no_visit", "renewal", "34"): 1}
    page = person.page()
    assert "Merci" in page
    assert 'name="venir"' not in page
    assert 'name="raison"' not in page


def test_yes_asks_why_in_a_closed_list(person, waiting):
    person.says(venir="oui")
    assert person.page().count('name="raison"') == 6
    person.says(raison="<script>")
    person.says(raison="creneau")
    assert waiting() == {("visit", "renewal", "34"): 1, ("visit_reason", "creneau", "34"): 1}
    assert 'name="raison"' not in person.page()


def test_a_run_is_counted_once_whatever_it_says_again(person, waiting):
    for said in ({"venir": "non"}, {"venir": "non"}, {"venir": "oui"}, {"raison": "carte"}):
        person.says(**said)
    assert waiting() == {("no_visit", "renewal", "34"): 1}


def test_a_reason_without_a_yes_is_not_counted(person, waiting):
    person.says(raison="carte")
    person.says(venir="peut-être")
    assert waiting() == {}


def test_who_has_no_procedure_is_not_asked(person, waiting):
    assert ASKS not in person.answers(ABROAD).page()
    person.says(venir="non")
    assert waiting() == {}


def test_who_told_a_danger_is_not_asked(client, person, waiting):
    with using(make_rules(), number=1):
        assert ASKS not in client.get(f"{AT}resultat/").content.decode()
        client.post(f"{AT}venir/", {"venir": "non"})
    assert waiting() == {}


def test_it_sets_no_cookie_but_that_of_the_run(person, client):
    person.page()
    before = set(client.cookies)
    person.says(venir="oui")
    assert set(client.cookies) == before


def test_an_address_that_floods_is_refused_for_an_hour(person, waiting, monkeypatch):
    monkeypatch.setattr(views.VisitView, "most_an_hour", 3)
    statuses = [person.answers(RENEWAL).says(venir="non").status_code for _ in range(3)]
    assert statuses == [302] * 3
    refused = person.says(venir="non")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "3600"
    assert waiting() == {("no_visit", "renewal", "34"): 3}
