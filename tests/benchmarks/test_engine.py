"""Measures how fast the engine answers, on the shipped catalogue and on its multiples."""

import random

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.compiled import compile_rules
from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.stores import Stores
from procedures.engine.relevance import asked_questions, next_question, questions_left
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from tests.procedures.engine.people import random_answers

from .measure import median_ms, show, side_by_side
from .multiplied import TIMES, TODAY, multiplied, shipped
from .zen_forms import FORMS, ZenProgram, as_zen_sees

PEOPLE = 1_000  # whose outcomes are compared with zen-engine's
TIMED = 50
ANALYSIS_AT_MOST = {1: 1, 16: 5}  # seconds, by the times that the catalogue is taken
FEW = 400  # procedures: beyond, only those timed are compared


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


@pytest.mark.parametrize("shared", [False, True], ids=["as written", "shared"])
def test_zen_engine(rules, shared):
    """The same outcomes for people drawn at random; then the time of each of its forms."""
    program = ZenProgram(rules, TODAY, shared=shared)
    chance = random.Random(1)  # noqa: S311
    people = PEOPLE if len(rules.procedures) < FEW else TIMED
    drawn = [random_answers(rules, chance, chance.random(), TODAY) for _ in range(people)]
    contexts = [program.context(Situation(rules, one, TODAY)) for one in drawn]
    forms = {name: make(program) for name, make in FORMS.items()}
    clauses = [compile_rules(rules).known(one) for one in program.conditions]

    def read(one):
        settled = outcomes(rules, one)
        return [settled.truth(clause) for clause in clauses]

    fastest = next(iter(forms))
    for answers, context in zip(drawn, contexts, strict=True):
        assert as_zen_sees(read(answers)) == forms[fastest](context)
    for run in forms.values():
        assert run(contexts[0]) == as_zen_sees(read(drawn[0]))
    show("distinct conditions" if shared else "conditions as written", len(clauses), "")
    show("people drawn, with equal outcomes", people, "")
    sample = slice(0, people, people // TIMED)
    runs = [lambda: [outcomes(rules, one) for one in drawn[sample]]]
    runs.append(lambda: [read(one) for one in drawn[sample]])
    runs += [
        lambda run=run: [run(context) for context in contexts[sample]] for run in forms.values()
    ]
    bits, listed, *theirs = (cost / len(drawn[sample]) for cost in side_by_side(runs))
    show("all outcomes, bits", bits)
    show("all outcomes, bits, each read into a list", listed)
    for name, cost in zip(forms, theirs, strict=True):
        show(f"all outcomes, zen-engine: {name}", cost)
        show("  the bits are faster", cost / bits, "x")


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
