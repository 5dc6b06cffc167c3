"""Measures how fast the engine answers, on the shipped catalogue and on its multiples."""

import random

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.space import Stores
from procedures.engine.relevance import asked_questions, next_question, questions_left
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation

from .measure import median_ms, show
from .multiplied import TIMES, TODAY, multiplied, shipped

ANALYSIS_AT_MOST = {1: 1, 16: 5}  # seconds, by the times that the catalogue is taken


@pytest.fixture(scope="module")
def plain():
    return shipped()


@pytest.fixture(scope="module", params=TIMES, ids=lambda times: f"x{times}")
def rules(request, plain):
    rule_set = rule_set_from_plain(multiplied(plain, request.param))
    show(f"\n{len(rule_set.procedures)} procedures", request.param, "x")
    return rule_set


@pytest.fixture(scope="module")
def arrived(plain, rules):
    """The people of the cases, with all their answers."""
    return [read_answers(rules, case["answers"]) for case in plain["cases"][::4]]


@pytest.fixture(scope="module")
def people(arrived):
    """They, and they again on their way, with some of their answers."""
    chance = random.Random(1)  # noqa: S311
    cut = [dict(list(one.items())[: chance.randrange(len(one) + 1)]) for one in arrived]
    return arrived + cut


def each(people, action):
    """Return what one person costs, in milliseconds."""
    return median_ms(lambda: [action(one) for one in people]) / len(people)


def outcomes(rules, answers):
    return Situation(rules, answers, TODAY).settled


def test_compile(plain):
    rules = rule_set_from_plain(plain)
    show("compile the catalogue", median_ms(lambda: rule_set_from_plain(plain), rounds=3))
    show("prepare it for evaluation, once", median_ms(lambda: prepare(rules), rounds=3))


def prepare(rules):
    rules.held.pop("compiled", None)
    outcomes(rules, {})


def test_evaluation(rules, people, arrived):
    prepare(rules)
    show("outcomes of all conditions", each(people, lambda one: outcomes(rules, one)))
    lists = each(arrived, lambda one: evaluate(rules, one, TODAY))
    show("evaluate: what one person gets, as lists", lists)


def test_next_question(rules, people, plain):
    def ask(one):
        return next_question(rules, one, TODAY)

    show("next question", each(people, ask), at_most=0.05)
    show("next question, nothing answered", median_ms(lambda: ask({}), rounds=50))
    original = rule_set_from_plain(plain)
    assert [ask(one) for one in people] == [next_question(original, one, TODAY) for one in people]


def test_path_and_bound(rules, people, arrived):
    def walk(one):
        return asked_questions(rules, one, TODAY)

    def bound(one):
        return questions_left(Situation(rules, one, TODAY))

    show("the whole path of one person", each(arrived[::3], walk))
    show("bound on the questions left", each(people[::5], bound))


def test_analysis(rules, request):
    times = request.node.callspec.params["rules"]
    reports = []
    taken = median_ms(lambda: reports.append(analyse(rules, TODAY)), rounds=1, warm=False)
    show("analysis", taken / 1000, "s", ANALYSIS_AT_MOST.get(times))
    show("  checks that its limits left undone", len(reports[-1].unfinished), "")


def test_analysis_after_a_change(rules, plain, request):
    """What an agent waits for at the desk, where the version before was analysed."""
    times, stores = request.node.callspec.params["rules"], Stores()
    changed = multiplied(plain, times)
    # The first procedure asks for one paper less.
    first, *others = changed["procedures"]
    less = {**first, "documents": first["documents"][1:]}
    after = rule_set_from_plain({**changed, "procedures": [less, *others]})

    def analysed(version):
        with stores.lent() as store_of:
            analyse(version, TODAY, store_of=store_of)

    analysed(rules)
    taken = median_ms(lambda: analysed(after), rounds=1, warm=False)
    show("analysis after a change", taken / 1000, "s", ANALYSIS_AT_MOST.get(times))
