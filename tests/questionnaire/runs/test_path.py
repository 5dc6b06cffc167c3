"""The way through the questions: forward, back, changed, out of order."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from procedures.engine.answers import read_answers
from procedures.engine.relevance import asked_questions
from questionnaire.runs.prepared import PreparedEdition, prepared_edition
from questionnaire.runs.walk import walk
from tests.procedures.engine.examples import examples

from ..samples import TODAY, make_rule_set


@pytest.fixture
def done(visitor):
    """Somebody who answered every question."""
    return visitor.answer_all()


def test_the_questions_lead_to_the_answers_and_those_to_the_result(visitor):
    assert visitor.place == "residence"
    visitor.answer_all()
    assert visitor.place == "verifier"
    assert visitor.context["complete"]
    assert visitor.at("resultat") in visitor.text
    assert visitor.open("resultat").place == "resultat"


def test_only_what_matters_is_asked(done, rule_set):
    answers = read_answers(rule_set, DATA)
    assert set(done.answers) == set(asked_questions(rule_set, answers, TODAY))
    assert "commune" not in done.answers  # Only a stateless person's commune matters.


def test_the_way_back_goes_from_question_to_question(visitor):
    visitor.answer("residence", "nationality")
    assert visitor.place == "age"
    assert visitor.context["back_url"] == visitor.at("nationality")
    visitor.open("nationality")
    assert visitor.context["back_url"] == visitor.at("residence")
    assert visitor.open("residence").context["back_url"] == visitor.url("run_start")


def test_a_question_answered_before_shows_its_answer(done):
    chosen = [
        one["value"] for one in done.open("residence").context["form"].cards() if one["checked"]
    ]
    assert chosen == ["france"]
    assert 'value="Maroc"' in done.open("nationality").text
    assert 'value="24"' in done.open("age").text
    assert done.open("expiry").context["form"].shown_parts() == {
        "day": 15,
        "month": 5,
        "year": 2027,
    }
    assert [one["checked"] for one in done.open("family").context["form"].cards()] == [
        False,
        True,
        False,
    ]


def test_a_changed_answer_leads_straight_back_to_all_the_answers(done):
    done.open("verifier")
    change = f"{done.at('passport')}?verifier"
    assert change in done.text
    done.follow(done.client.get(change))
    assert done.context["back_url"] == done.at("verifier")
    done.follow(done.client.post(change, {"reponse": "non"}))
    assert done.place == "verifier"
    assert done.answers["passport"] == "Non"


def test_a_changed_answer_leads_to_what_it_makes_needed(done):
    done.answer(nationality={"reponse": "XXA", "cherche": "Maroc", "recherche": "Maroc"})
    assert done.place == "commune"
    done.answer("commune")
    assert done.place == "verifier"
    assert done.answers["commune"].startswith("Montpellier")


def test_answers_that_no_longer_apply_are_kept_aside_and_come_back(done):
    before = done.answers
    done.answer(goal="perte")
    assert done.place == "verifier"
    assert {"document", "expiry", "years"}.isdisjoint(done.answers)
    assert done.context["kept"] == 3
    assert "3 réponses gardées ne comptent plus" in done.text
    done.answer("goal")
    assert done.place == "verifier"
    assert done.answers == before
    assert done.context["kept"] == 0


def test_an_answer_that_is_no_longer_offered_is_asked_again(done):
    done.answer(age="12")
    assert done.place == "document"
    assert [one["value"] for one in done.context["form"].cards()] == ["aucun", "?"]


@pytest.mark.parametrize("place", ["years", "commune", "no_such_question"])
def test_a_question_that_is_not_the_one_to_ask_leads_to_it(visitor, place):
    assert visitor.open(place).place == "residence"
    visitor.answer("residence")
    assert visitor.open(place).place == "nationality"


def test_a_question_that_no_longer_applies_leads_to_all_the_answers(done):
    done.answer(goal="perte")
    assert done.open("document").place == "verifier"


def test_i_do_not_know_is_an_answer(visitor):
    visitor.answer_all(expiry={"inconnu": "1"}, years={"inconnu": "1"})
    assert visitor.place == "verifier"
    unknown = [
        row["answer"]
        for group in visitor.context["groups"]
        for row in group["rows"]
        if row["unknown"]
    ]
    assert unknown == ["Je ne sais pas"] * 2


def test_the_address_of_a_run_leads_where_it_stands(visitor):
    visitor.answer("residence")
    assert visitor.follow(visitor.client.get(visitor.url("run_resume", visitor.id))).place == (
        "nationality"
    )


DATA = {
    "residence": "france", "commune": "34172", "nationality": "MA", "age": 24,
    "goal": "renouvellement", "document": "carte", "expiry": "2027-05-15", "years": 2,
    "family": ["enfant"], "passport": True,
}  # fmt: skip
VALUES = {
    "residence": ["france", "etranger"],
    "commune": ["34172", "82121"],
    "nationality": ["MA", "XXA", "FR"],
    "age": [12, 24],
    "goal": ["renouvellement", "perte"],
    "document": ["aucun", "carte", None],
    "expiry": ["2020-01-01", "2027-05-15", None],
    "years": [2, 5, None],
    "family": [[], ["enfant"], ["conjoint", "enfant"]],
    "passport": [True, False],
}
PEOPLE = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in VALUES.items()})
PREPARED = prepared_edition(make_rule_set())


def go_on(given, wishes):
    """Answer what is asked, as this person would, until nothing is."""
    given = dict(given)
    while (current := walk(PREPARED, given, TODAY)).next:
        given[current.next] = wishes[current.next]
        if current.next in ("document",) and walk(PREPARED, given, TODAY).next == current.next:
            given[current.next] = None  # A card is not offered to a child.
    return given


@examples(60, suppress_health_check=[HealthCheck.too_slow])
@given(PEOPLE, st.data())
def test_changing_an_answer_gives_the_way_of_fresh_answers(wishes, data):
    answers = go_on({}, wishes)
    asked = walk(PREPARED, answers, TODAY).asked
    key = data.draw(st.sampled_from(asked))
    other = {**wishes, key: data.draw(st.sampled_from(VALUES[key]))}
    changed = go_on({**answers, key: other[key]}, other)
    fresh = go_on({}, {**other, **changed})
    assert walk(PREPARED, changed, TODAY).answers == walk(PREPARED, fresh, TODAY).answers


@examples(60)
@given(PEOPLE)
def test_the_number_of_questions_announced_is_never_exceeded(wishes):
    asked = walk(PREPARED, go_on({}, wishes), TODAY)
    for position, key in enumerate(asked.asked):
        assert asked.pages_left(key) >= len(asked.asked) - position


@pytest.mark.parametrize(
    "share", [20, pytest.param(1, marks=pytest.mark.whole)], ids=["a twentieth", "all"]
)
def test_the_way_is_the_one_that_the_engine_finds(shipped, shipped_cases, share):
    """For the people of the shipped cases, on the real questions."""
    prepared = PreparedEdition(shipped)
    for case in shipped_cases[::share]:
        replayed = walk(prepared, case["answers"], TODAY)
        answers = read_answers(shipped, case["answers"])
        assert list(replayed.asked) == asked_questions(shipped, answers, TODAY), case["id"]
