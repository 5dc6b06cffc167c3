"""Early and late questions: who is asked them, when, and what a late one never changes."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from procedures.engine.relevance import (
    asked_questions,
    needed_questions,
    pages_left,
    questions_left,
    turns,
)
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation

from .builders import TODAY, make_procedure, make_question, make_rules
from .examples import examples
from .rich_strategies import ARRONDISSEMENTS, rich_catalogues_and_people
from .rich_strategies import values_of as rich_values_of
from .strategies import catalogues_and_people, values_of

MANY = examples(60, suppress_health_check=[HealthCheck.too_slow])
LATE = {"late": True}
PAPER = {"documents": [{"document": "bail", "when": {"loue": True}}]}
DOCUMENTS = [{"id": "bail", "title": "Bail"}]


def turns_of(*procedures, answers=None, loue=LATE, **more):
    questions = [make_question("loue", **loue), make_question("etudiant", allow_unknown=True)]
    rules = make_rules(*questions, procedures=procedures, documents=DOCUMENTS, **more)
    return turns(Situation(rules, answers or {}, TODAY))


def test_a_question_that_changes_only_papers_comes_after_the_others():
    card = make_procedure("carte", when={"etudiant": True}, **PAPER)
    assert turns_of(card) == (["etudiant"], [])
    assert turns_of(card, answers={"etudiant": True}) == ([], ["loue"])
    step = {"id": "a", "text": "Venir.", "when": {"etudiant": True}}
    both = make_procedure("carte", steps=[step], **PAPER)
    assert turns_of(both) == (["etudiant"], ["loue"])
    assert turns_of(both, loue={}) == (["loue", "etudiant"], [])


WARNING = {"text": "Attention", "when": {"loue": True}}
MORE_THAN_PAPERS = {
    "procedure": {"when": {"loue": True}},
    "step": {"steps": [{"id": "a", "text": "Venir.", "when": {"loue": True}}]},
    "price": {"costs": [{"label": "Timbre", "amount": 1, "when": {"loue": True}}]},
    "warning": {"warnings": [WARNING]},
    "warning_of_a_step": {"steps": [{"id": "a", "text": "Venir.", "warnings": [WARNING]}]},
}


@pytest.mark.parametrize("more", MORE_THAN_PAPERS.values(), ids=MORE_THAN_PAPERS)
def test_a_late_question_that_changes_more_is_asked_at_its_place(more):
    assert turns_of(make_procedure("carte", **PAPER, **more)) == (["loue"], [])


def test_a_warning_about_papers_changes_only_papers():
    card = make_procedure("carte", **PAPER, warnings=[{**WARNING, "papers": True}])
    assert turns_of(card) == ([], ["loue"])


def test_a_late_question_that_changes_the_channel_or_an_orientation_is_asked_at_its_place():
    channel = {"kind": "anef", "when": {"loue": True}}
    places = {"national": {"code": "national", "channels": [channel]}}
    assert turns_of(make_procedure("carte", **PAPER), departments=places) == (["loue"], [])
    advice = {"id": "o", "rank": 1, "title": "o", "text": "o", "when": {"loue": True}}
    assert turns_of(make_procedure("carte", **PAPER), orientations=[advice]) == (["loue"], [])


def test_a_late_question_that_decides_who_is_asked_another_is_asked_at_its_place():
    rules = make_rules(
        make_question("loue", late=True),
        make_question("meuble", when={"loue": True}),
        documents=DOCUMENTS,
        procedures=[make_procedure("carte", when={"meuble": True}, **PAPER)],
    )
    assert turns(Situation(rules, {}, TODAY)) == (["loue"], [])


def test_the_postponed_questions_count_as_one_page():
    rules = make_rules(
        make_question("loue", late=True),
        make_question("marie", late=True),
        make_question("etudiant"),
        documents=DOCUMENTS,
        procedures=[
            make_procedure(
                "carte",
                when={"etudiant": True},
                documents=[
                    {"document": "bail", "when": {"any": [{"loue": True}, {"marie": True}]}}
                ],
            )
        ],
    )
    start = Situation(rules, {}, TODAY)
    assert (questions_left(start), pages_left(start)) == (3, 2)
    student = {"etudiant": True}
    assert turns(Situation(rules, student, TODAY)) == ([], ["loue", "marie"])
    # Each may be left without an answer: the others count.
    assert asked_questions(rules, {**student, "marie": False}, TODAY) == ["etudiant", "marie"]


def test_an_early_question_is_asked_of_everybody_to_whom_it_applies():
    rules = make_rules(
        make_question("en_france"),
        make_question("commune", "commune", when={"en_france": True}, early=True),
        procedures=[make_procedure("carte")],
    )
    assert needed_questions(Situation(rules, {}, TODAY)) == ["en_france"]
    assert needed_questions(Situation(rules, {"en_france": True}, TODAY)) == ["commune"]
    assert needed_questions(Situation(rules, {"en_france": False}, TODAY)) == []
    assert questions_left(Situation(rules, {}, TODAY)) == 2


def test_an_early_question_that_may_be_unknown_is_not_passed():
    rules = make_rules(
        make_question("commune", "commune", early=True),
        make_question("fin", "date", early=True, allow_unknown=True),
        make_question("loge", late=True, allow_unknown=True),
        make_question("marie"),
        procedures=[make_procedure("carte")],
    )
    passed = {key for key, one in rules.questions.items() if one.may_be_passed}
    assert passed == {"commune", "loge"}


def without_papers(data):
    """What must stay as it is: all but the papers, and the reasons."""
    left_out = ("documents", "because", "depends_on")
    return (
        [
            {key: value for key, value in one.items() if key not in left_out}
            for one in data["procedures"]
            if one["recommended"]
        ],
        [one["id"] for one in data["procedures"] if one["certainty"] == "possible"],
        data["orientations"],
    )


def check_that_only_papers_change(rule_set, answers, draw_value):
    path = asked_questions(rule_set, answers, TODAY)
    for count in range(len(path) + 1):
        given = {key: answers[key] for key in path[:count]}
        postponed = turns(Situation(rule_set, given, TODAY))[1]
        more = {key: draw_value(key) for key in postponed}
        before = evaluate_to_data(rule_set, given, TODAY)
        after = evaluate_to_data(rule_set, {**given, **more}, TODAY)
        assert without_papers(after) == without_papers(before)


@MANY
@given(catalogues_and_people(), st.data())
def test_the_answers_to_postponed_questions_change_only_papers(pair, data):
    plain, answers = pair
    kinds = {one["key"]: one for one in plain["questions"]}
    rule_set = rule_set_from_plain(plain)
    check_that_only_papers_change(rule_set, answers, lambda key: data.draw(values_of(kinds[key])))


@MANY
@given(rich_catalogues_and_people(), st.data())
def test_so_it_is_with_channels_and_places(pair, data):
    plain, answers = pair
    kinds = {one["key"]: one for one in plain["questions"]}
    rule_set = rule_set_from_plain(plain, ARRONDISSEMENTS)
    check_that_only_papers_change(
        rule_set, answers, lambda key: data.draw(rich_values_of(kinds[key]))
    )


@MANY
@given(catalogues_and_people(all_answered=True))
def test_no_more_pages_come_than_were_announced(pair):
    plain, answers = pair
    rule_set = rule_set_from_plain(plain)
    path = asked_questions(rule_set, answers, TODAY)
    late = set()
    announced = []
    for index in range(len(path) + 1):
        situation = Situation(rule_set, {key: answers[key] for key in path[:index]}, TODAY)
        announced.append(pages_left(situation))
        if index < len(path) and not turns(situation)[0]:
            late.add(path[index])
    for index, bound in enumerate(announced):
        rest = path[index:]
        pages = len([key for key in rest if key not in late]) + bool(late & set(rest))
        assert pages <= bound
