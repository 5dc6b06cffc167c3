"""Questions that a derived fact settles: they are not asked where the fact has a value."""

import pytest

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.plain import PlainSituation
from procedures.engine.proofs.analysis import analyse
from procedures.engine.relevance import asked_questions, next_question
from procedures.engine.situation import Situation

from .builders import TODAY, evaluate, make_procedure, make_question, make_rules

CARD = make_question("card", "choice", "student", "other", allow_unknown=True)
REASON = make_question("reason", "choice", "studies", "work", allow_unknown=True)


def settling(**changes):
    rules = [{"value": "studies", "when": {"card": "student"}}]
    fact = {"key": "words", "kind": "choice", "values": ["studies"], "settles": "reason"}
    return {**fact, "rules": rules, **changes}


RULES = make_rules(
    CARD,
    REASON,
    derived_facts=[settling()],
    procedures=[
        make_procedure("studies", rank=1, when={"card": {"known": True}, "reason": "studies"}),
        make_procedure("work", rank=2, when={"card": {"known": True}, "reason": "work"}),
    ],
)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"card": "student"}, "studies"),
        ({"card": "other"}, "pending"),
        ({"card": None}, "pending"),
        ({}, "pending"),
        # What the person answered counts: an interface may give what nobody is asked.
        ({"card": "student", "reason": "work"}, "work"),
        ({"card": "student", "reason": None}, "unknown"),
    ],
)
def test_the_fact_answers_for_who_did_not(answers, state):
    for situation in (Situation, PlainSituation):
        found = situation(RULES, answers, TODAY).state("reason")
        assert getattr(found, "value", found) == state


def test_a_settled_question_is_not_asked_and_leads_to_the_same():
    assert asked_questions(RULES, {"card": "student", "reason": "work"}, TODAY) == ["card"]
    assert next_question(RULES, {"card": "other"}, TODAY) == "reason"
    for answers in ({"card": "student"}, {"card": "student", "reason": "studies"}):
        [found] = evaluate(RULES, answers)["procedures"]
        assert (found["id"], found["because"]) == ("studies", list(answers))


def test_what_may_answer_a_question_is_asked_before_it():
    same = make_question("same", "yes_no")
    fact = settling(rules=[{"value": "studies", "when": {"same": True}}])
    for late in (False, True):
        reason = {**REASON, "late": late}
        rules = make_rules(
            same,
            reason,
            derived_facts=[fact],
            procedures=[make_procedure("studies", when={"reason": "studies"})],
        )
        # A late question changes papers only: they are not worth another question.
        first = "reason" if late else "same"
        assert next_question(rules, {}, TODAY) == first
        assert next_question(rules, {"same": True}, TODAY) is None
        assert next_question(rules, {"same": False}, TODAY) == "reason"
        found = [one.kind for one in analyse(rules, TODAY).findings]
        assert "dead_question" not in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"settles": "raison"}, "question inconnue"),
        ({"kind": "yes_no", "values": None, "rules": [{"value": True}]}, "autre type"),
        ({"values": ["rest"], "rules": [{"value": "rest"}]}, "réponse inconnue"),
        ({"rules": [{"value": "studies", "when": {"reason": "work"}}]}, "cercle"),
    ],
)
def test_what_settles_nothing_is_refused(changes, message):
    fact = {key: value for key, value in settling(**changes).items() if value is not None}
    with pytest.raises(InvalidCatalogue, match=message):
        make_rules(CARD, REASON, derived_facts=[fact])


def test_two_facts_do_not_settle_one_question():
    with pytest.raises(InvalidCatalogue, match="une autre information répond à cette question"):
        make_rules(CARD, REASON, derived_facts=[settling(), settling(key="second")])
