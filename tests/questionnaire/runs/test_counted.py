"""A run counts each thing once, if a person saw it, and never counts who it was."""

from collections import Counter

import pytest

from procedures.counting import buffer
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.run import Run, cookie_name, find_run, new_run, seal

from ..result.catalogue import ABROAD, APPEAL, RENEWAL, make_rules
from .test_run import carried_by

RUN = "2bcdefgh"


@pytest.fixture(autouse=True)
def waiting(monkeypatch):
    """What waits to be written, by (kind, subject, place)."""
    monkeypatch.setattr(buffer, "_waiting", Counter())
    return lambda: {one[1:]: number for one, number in buffer._waiting.items()}


@pytest.fixture(scope="module")
def rules():
    return make_rules()


@pytest.fixture
def open_result(client, rules):
    """Open the result of these answers: as a person with a cookie does, or another way."""

    def open_page(answers=None, *, language="fr", method="get", **headers):
        if answers is not None:
            run = Run(RUN, dict(answers), 2_000_000_000, 1)
            client.cookies[cookie_name(RUN)] = seal(run.to_data())
        with using(rules, number=1):
            address = f"/{language}/demarche/{RUN}/resultat/"
            return getattr(client, method)(address, headers=headers)

    return open_page


def test_result_counts_what_it_came_to_and_where(open_result, waiting):
    assert open_result(RENEWAL).status_code == 200
    counted = waiting()
    assert counted["procedure", "renewal", "34"] == 1
    assert counted["outcome", "procedure", "34"] == 1
    assert counted["reader", "fr", ""] == 1
    assert not [one for one in counted if one[0] == "dead_end"]


@pytest.mark.parametrize("answers", [RENEWAL, APPEAL, ABROAD])
def test_result_seen_again_is_counted_once(open_result, waiting, answers):
    open_result(answers)
    once = waiting()
    assert once
    assert set(once.values()) == {1}
    open_result()
    open_result()
    assert waiting() == once


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", {"Purpose": "prefetch"}),
        ("get", {"X-Moz": "prefetch"}),
    ],
)
def test_what_nobody_looks_at_is_not_counted_until_somebody_does(
    open_result, waiting, method, headers
):
    open_result(RENEWAL, method=method, **headers)
    assert waiting() == {}
    open_result()
    assert waiting()["procedure", "renewal", "34"] == 1


def test_person_without_a_commune_is_counted_apart_from_one_abroad(open_result, waiting):
    open_result({**RENEWAL, "commune": None})
    assert ("procedure", "renewal", "inconnu") in waiting()
    open_result(ABROAD, language="ar")
    assert waiting()["reader", "ar", ""] == 1


def test_result_without_a_procedure_names_the_last_question(open_result, waiting):
    open_result(ABROAD)
    assert [one for one in waiting() if one[0] == "procedure"] == []
    (kept,) = (one for one in waiting() if one[0] == "dead_end")
    assert kept == ("dead_end", "residence", "fr")  # Abroad, nothing else is asked here.
    assert any(one[0] == "orientation" for one in waiting())


def test_first_answers_are_counted_with_those_not_known(visitor, waiting):
    visitor.answer("residence", "nationality", "commune", "age", "goal")
    visitor.answer(document="?")
    visitor.answer(document="carte")
    assert waiting()["answer", "residence", "fr"] == 1
    assert waiting()["answer", "document", "fr"] == 1
    assert waiting()["unknown", "document", "fr"] == 1
    assert ("unknown", "residence", "fr") not in waiting()


def test_mistakes_of_a_run_are_counted_once_a_question(visitor, waiting):
    visitor.send("residence")
    visitor.send("residence", reponse="lune")
    assert waiting() == {("mistake", "residence", "fr"): 1}
    visitor.answer("residence")
    visitor.send("nationality")
    assert waiting()["mistake", "nationality", "fr"] == 1


def test_search_that_goes_on_is_no_mistake(visitor, waiting):
    visitor.answer("residence", "nationality")
    visitor.send("commune", recherche="Saint", chercher="")
    assert not [one for one in waiting() if one[0] == "mistake"]


def test_sheets_and_lists_count_nothing(client, edition, waiting):
    for page in ("", "demarches/", "demarches/c/", "34/"):
        assert client.get(f"/fr/{page}").status_code in (200, 404)
    assert waiting() == {}


def test_run_of_before_the_counts_is_still_read():
    run = new_run(3)
    found = find_run(carried_by({cookie_name(run.id): seal(run.to_data()[:6])}), run.id)
    assert found.to_data() == run.to_data()


def test_marks_fit_the_cookie():
    run = new_run(1)
    bare = len(seal(run.to_data()))
    run.counted = list(range(16_000_000, 16_000_030))
    assert len(seal(run.to_data())) - bare < 400
