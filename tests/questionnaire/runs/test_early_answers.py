"""No page of the shipped catalogue gives a low rank while a better one waits for an answer."""

import random

from procedures.engine.evaluation import evaluate_situation
from procedures.engine.proofs.domains import domains_of
from procedures.engine.relevance import keeps_possible
from procedures.engine.values.facts import Missing
from questionnaire.runs.prepared import PreparedEdition
from questionnaire.runs.urgent_routes import ways_in
from questionnaire.runs.walk import walk
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules
from tests.procedures.engine.examples import share_of

PEOPLE = share_of(1500)
DRAW = random.Random(20261126)  # noqa: S311 (it draws people, no secrets)


def too_early(situation, open_questions):
    """Return (what is recommended, what is better and waits for an open question)."""
    found = evaluate_situation(situation).procedures
    given = [one.procedure for one in found if one.recommended]
    return [
        (one.id, other.procedure.id)
        for one in given
        for other in found
        if not other.certain
        and other.procedure.track == one.track
        and other.procedure.rank < one.rank
        and not open_questions.isdisjoint(keeps_possible(situation, other.procedure))
    ]


def pages_with_an_answer(rule_set, draw, count):
    """Yield (situation, open questions) of people who pass what may be passed, or not."""
    prepared, domains = PreparedEdition(rule_set), domains_of([rule_set], TODAY)
    for _ in range(count):
        answers, passed = {}, set()
        while True:
            here = walk(prepared, answers, TODAY, passed=passed)
            key = here.next or next(iter(here.late), None)
            if key is None:
                break
            question = rule_set.questions[key]
            if question.may_be_passed and draw.random() < 0.6:
                passed.add(key)
                continue
            value = draw.choice(possible(here, domains, key))
            answers[key] = None if value is Missing.UNKNOWN else as_json(value)
        yield here.situation, set(here.open)


def possible(here, domains, key):
    """Return an example of each class of answers to a question that is asked."""
    question, offered = here.prepared.rule_set.questions[key], here.offered(key)
    return [
        one.example
        for one in domains[key].classes
        if not question.choices
        or one.example is Missing.UNKNOWN
        or question.kind == "country"
        or one.example in offered
    ]


def answers_of_lanes(rule_set):
    """Yield (situation, open questions) of everybody who came by an urgent way in."""
    prepared, domains = PreparedEdition(rule_set), domains_of([rule_set], TODAY)
    for way in ways_in(rule_set, "fr"):
        waiting = [{way.question: way.value}]
        while waiting:
            answers = waiting.pop()
            here = walk(prepared, answers, TODAY, lane=way.question)
            if here.next is None:
                yield here.situation, set(rule_set.questions) - set(here.answers)
                continue
            for value in possible(here, domains, here.next):
                given = None if value is Missing.UNKNOWN else as_json(value)
                waiting.append({**answers, here.next: given})


def as_json(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_nobody_is_given_a_low_rank_too_early(shipped):
    passed = 0
    for situation, left in pages_with_an_answer(shipped, DRAW, PEOPLE):
        assert not too_early(situation, left), situation.answers
        passed += bool(left)
    assert passed > PEOPLE / 4


def test_so_it_would_be_seen():
    rules = make_rules(
        make_question("marie", late=True),
        procedures=[
            make_procedure("conjoint", rank=1, when={"marie": True}),
            make_procedure("general", rank=2),
        ],
    )
    found = [too_early(*page) for page in pages_with_an_answer(rules, DRAW, 20)]
    assert [("general", "conjoint")] in found


def test_nobody_who_comes_in_urgency_is_given_a_low_rank_too_early(shipped):
    met = 0
    for situation, left in answers_of_lanes(shipped):
        assert not too_early(situation, left), situation.answers
        met += bool(evaluate_situation(situation).procedures)
    assert met > 50


def test_so_it_would_be_seen_in_a_lane():
    urgent = {"value": "refus", "text": "Un refus", "urgent": "J'ai une lettre"}
    rules = make_rules(
        make_question("but", "choice", urgent, "carte"),
        make_question("lettre", "choice", "oqtf", "autre", when={"but": "refus"}),
        make_question("marie"),
        procedures=[
            make_procedure("conjoint", rank=1, when={"lettre": "oqtf", "marie": True}),
            make_procedure("general", rank=2, when={"but": "refus"}),
        ],
    )
    assert [too_early(*page) for page in answers_of_lanes(rules)].count(
        [("general", "conjoint")]
    ) == 1
