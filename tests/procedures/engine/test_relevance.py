"""Which question is asked next, and which are not."""

import pytest

from procedures.engine.relevance import needed_questions, questions_left
from procedures.engine.situation import Situation

from .builders import TODAY, evaluate, make_procedure, make_question, make_rules

DOCUMENTS = [{"id": one, "title": one} for one in ("bail", "acte")]


def asked(rules, **answers):
    result = evaluate(rules, answers)
    return result["asked"], result["next_question"]


def test_questions_come_in_the_order_of_the_file_and_only_if_needed():
    rules = make_rules(
        make_question("un"),
        make_question("inutile"),
        make_question("deux"),
        procedures=[make_procedure("p", when={"deux": True, "un": True})],
    )
    assert asked(rules) == ([], "un")
    assert asked(rules, un=True) == (["un"], "deux")
    assert asked(rules, un=False) == (["un"], None)
    assert asked(rules, un=True, deux=True) == (["un", "deux"], None)


def test_details_of_a_beaten_procedure_are_not_asked_for():
    rules = make_rules(
        make_question("loue"),
        documents=DOCUMENTS,
        procedures=[
            make_procedure("premiere", rank=1),
            make_procedure(
                "seconde", rank=2, documents=[{"document": "bail", "when": {"loue": True}}]
            ),
        ],
    )
    assert asked(rules) == ([], None)


def test_details_wait_until_no_better_procedure_can_still_come():
    rules = make_rules(
        make_question("loue"),
        make_question("etudiant", allow_unknown=True),
        documents=DOCUMENTS,
        procedures=[
            make_procedure("precise", rank=1, when={"etudiant": True}),
            make_procedure(
                "generale", rank=2, documents=[{"document": "bail", "when": {"loue": True}}]
            ),
        ],
    )
    assert asked(rules) == ([], "etudiant")
    assert asked(rules, etudiant=True) == (["etudiant"], None)
    assert asked(rules, etudiant=False) == (["etudiant"], "loue")
    # « Je ne sais pas » keeps the better one possible, and nothing more can be asked of it.
    assert asked(rules, etudiant=None) == (["etudiant"], "loue")


def test_a_derived_fact_needs_only_its_first_rule_that_is_not_false():
    derived = {
        "key": "d",
        "kind": "choice",
        "rules": [
            {"value": "x", "when": {"deux": True}},
            {"value": "y", "when": {"un": True}},
        ],
    }
    rules = make_rules(
        make_question("un"),
        make_question("deux"),
        derived_facts=[derived],
        procedures=[make_procedure("p", when={"d": "y"})],
    )
    assert asked(rules) == ([], "deux")
    assert asked(rules, deux=False) == (["deux"], "un")


def test_the_question_behind_another_question_is_asked_first():
    rules = make_rules(
        make_question("epoux", "country", when={"marie": True}),
        make_question("marie"),
        procedures=[make_procedure("p", when={"epoux": "NO"})],
    )
    assert asked(rules) == ([], "marie")
    assert asked(rules, marie=True) == (["marie"], "epoux")
    assert asked(rules, marie=False) == (["marie"], None)


def test_a_question_that_rests_on_i_do_not_know_is_not_asked():
    rules = make_rules(
        make_question("marie", allow_unknown=True),
        make_question("epoux", "country", when={"marie": True}),
        procedures=[make_procedure("p", when={"epoux": "NO"})],
    )
    assert asked(rules, marie=None) == (["marie"], None)
    (possible,) = evaluate(rules, {"marie": None})["procedures"]
    assert possible["certainty"] == "possible"
    assert possible["depends_on"] == ["marie", "epoux"]


def test_the_dates_that_windows_need_are_asked_for():
    window = {"to": {"fact": "fin", "days": -60}}
    rules = make_rules(
        make_question("fin", "date"),
        procedures=[make_procedure("p", steps=[{"id": "a", "text": "Déposer.", "window": window}])],
    )
    assert asked(rules) == ([], "fin")


def test_costs_documents_steps_and_channel_are_asked_for():
    rules = make_rules(
        make_question("a"),
        make_question("b"),
        make_question("c"),
        make_question("d"),
        documents=DOCUMENTS,
        departments={
            "national": {"code": "national", "channels": [{"kind": "anef", "when": {"d": True}}]}
        },
        procedures=[
            make_procedure(
                "p",
                documents=[{"document": "bail", "when": {"a": True}}],
                costs=[{"label": "Timbre", "amount": 1, "when": {"b": True}}],
                steps=[{"id": "s", "text": "Venir.", "when": {"c": True}}],
            )
        ],
    )
    complete = {"a": True, "b": True, "c": True, "d": True}
    assert asked(rules, **complete) == (["a", "b", "c", "d"], None)


def test_warnings_notices_and_orientations_add_no_question():
    rules = make_rules(
        make_question("a"),
        procedures=[make_procedure("p", warnings=[{"text": "Attention", "when": {"a": True}}])],
        orientations=[{"id": "o", "rank": 1, "title": "o", "text": "o", "when": {"a": True}}],
    )
    assert asked(rules) == ([], None)


def test_an_answer_no_longer_offered_counts_as_not_given():
    rules = make_rules(
        make_question("etranger"),
        make_question(
            "titre",
            "choice",
            {"value": "carte", "text": "Carte", "when": {"etranger": True}},
            "rien",
        ),
        procedures=[
            make_procedure("p", when={"titre": "carte"}),
            make_procedure("q", 20, {"etranger": True}),
        ],
    )
    assert asked(rules, etranger=False, titre="carte") == (["etranger"], "titre")


def test_an_answer_that_does_not_apply_does_not_count():
    rules = make_rules(
        make_question("marie"),
        make_question("enfants", when={"marie": True}),
        procedures=[make_procedure("p", when={"enfants": True})],
    )
    assert evaluate(rules, {"marie": False, "enfants": True})["procedures"] == []
    assert evaluate(rules, {"marie": True, "enfants": True})["procedures"] != []


def test_each_track_gets_its_own_procedure():
    rules = make_rules(
        make_question("a"),
        procedures=[
            make_procedure("titre", rank=1),
            make_procedure("voyage", rank=1, track="voyage", when={"a": True}),
        ],
    )
    result = evaluate(rules, {"a": True})
    assert [one["id"] for one in result["procedures"] if one["recommended"]] == ["titre", "voyage"]


@pytest.mark.parametrize(("answers", "bound"), [({}, 2), ({"un": True}, 1), ({"un": False}, 0)])
def test_the_number_of_questions_left_is_bounded(answers, bound):
    rules = make_rules(
        make_question("un"),
        make_question("deux"),
        make_question("inutile"),
        procedures=[make_procedure("p", when={"deux": True, "un": True})],
    )
    assert questions_left(Situation(rules, answers, TODAY)) == bound


def test_the_questions_left_count_the_channels_tried_later():
    rules = make_rules(
        make_question("commune", "commune"),
        make_question("urgent"),
        make_question("salarie"),
        procedures=[make_procedure("carte")],
        departments={
            "national": {
                "code": "national",
                "channels": [
                    {"kind": "email", "when": {"urgent": True}},
                    {"kind": "anef", "when": {"salarie": True}},
                ],
            },
            "34": {
                "code": "34",
                "channels": [{"kind": "counter", "for": {"procedures": ["carte"]}}],
            },
        },
    )
    answers = {}
    for key, value in (("commune", "82121"), ("urgent", False), ("salarie", True)):
        situation = Situation(rules, answers, TODAY)
        assert needed_questions(situation) == [key]
        assert questions_left(situation) == 3 - len(answers)
        answers[key] = value
