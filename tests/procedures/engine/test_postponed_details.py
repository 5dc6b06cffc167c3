"""What lines, dates and channels make needed: nothing before its turn, nothing left out."""

from procedures.engine.channels import department_of, resolve_channel
from procedures.engine.relevance import may_come, needed_questions, turns
from procedures.engine.situation import Situation

from .builders import TODAY, make_procedure, make_question, make_rules

WINDOW = {"from": {"fact": "fin", "days": -120}}


def situation(rules, **answers):
    return Situation(rules, answers, TODAY)


def test_the_date_of_a_step_is_asked_once_the_step_is_for_this_person():
    step = {"id": "s", "text": "Déposez.", "when": {"etudiant": True}, "window": WINDOW}
    rules = make_rules(
        make_question("etudiant"),
        make_question("fin", "date"),
        procedures=[make_procedure("p", steps=[step])],
    )
    assert needed_questions(situation(rules)) == ["etudiant"]
    assert needed_questions(situation(rules, etudiant=True)) == ["fin"]
    assert set(may_come(situation(rules))) == {"etudiant", "fin"}
    assert may_come(situation(rules, etudiant=False)) == []


def test_the_last_day_of_a_stance_makes_no_question_needed():
    stances = [{"stance": "repondre", "last_day": {"fact": "fin"}}, {"stance": "deposer"}]
    rules = make_rules(
        make_question("fin", "date"), procedures=[make_procedure("p", stances=stances)]
    )
    assert needed_questions(situation(rules)) == []


def test_what_a_later_rule_of_a_fact_asks_may_still_come():
    fact = {
        "key": "aide",
        "kind": "yes_no",
        "rules": [{"value": True, "when": {one: True}} for one in ("seul", "loue")],
    }
    rules = make_rules(
        make_question("seul"),
        make_question("loue"),
        derived_facts=[fact],
        procedures=[make_procedure("p", when={"aide": True})],
    )
    assert needed_questions(situation(rules)) == ["seul"]
    assert set(may_come(situation(rules))) == {"seul", "loue"}


def test_a_channel_that_is_found_is_known():
    channels = [{"kind": "postal", "instructions": "Écrivez."}]
    rules = make_rules(
        make_question("seul"),
        procedures=[make_procedure("p")],
        departments={"national": {"code": "national", "name": "France", "channels": channels}},
    )
    found = resolve_channel(situation(rules), rules.procedures["p"])
    assert (found.known, found.channel.kind) == (True, "postal")


def test_each_procedure_is_asked_about_what_its_own_channel_makes_matter():
    """Two that are possible are filed in two ways: neither is taken for the other's."""
    channels = [
        {"kind": "anef", "for": {"procedures": ["premiere"]}},
        {"kind": "postal", "for": {"procedures": ["seconde"]}},
    ]
    papers = [
        {"document": "bail", "when": {"all": [{"channel": kind}, {key: True}]}}
        for kind, key in (("anef", "seul"), ("postal", "loue"))
    ]
    rules = make_rules(
        *map(make_question, ("etudiant", "seul", "loue")),
        documents=[{"id": "bail", "title": "Bail"}],
        procedures=[
            make_procedure("premiere", 1, {"etudiant": True}, documents=papers),
            make_procedure("seconde", 2, {"etudiant": False}, documents=papers),
        ],
        departments={"national": {"code": "national", "name": "France", "channels": channels}},
    )
    assert set(may_come(situation(rules))) == {"etudiant", "seul", "loue"}
    assert set(may_come(situation(rules, etudiant=True))) == {"seul"}
    assert set(may_come(situation(rules, etudiant=False))) == {"loue"}


def test_the_last_day_of_an_orientation_is_no_question_to_postpone():
    orientation = {"id": "o", "rank": 1, "title": "O", "text": "O", "last_day": {"fact": "fin"}}
    rules = make_rules(
        make_question("fin", "date", late=True),
        make_question("loue", late=True),
        documents=[{"id": "bail", "title": "Bail"}],
        procedures=[
            make_procedure(
                "p",
                documents=[
                    {"document": "bail", "when": {"any": [{"loue": True}, {"fin": {"past": True}}]}}
                ],
            )
        ],
        orientations=[orientation],
    )
    assert turns(situation(rules)) == (["fin"], ["loue"])


def test_whoever_lives_nowhere_known_has_an_empty_departement():
    assert department_of(situation(make_rules(make_question("seul")))).code == ""


def test_what_only_a_worse_procedure_asks_is_not_needed():
    rules = make_rules(
        make_question("etudiant"),
        procedures=[
            make_procedure("premiere", rank=1),
            make_procedure("seconde", rank=2, when={"etudiant": True}),
        ],
    )
    assert needed_questions(situation(rules)) == []
