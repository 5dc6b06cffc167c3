"""One person's answers, by the engine and by the reference, must be the same in everything."""

from procedures.engine.compiled import conditions_of
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.relevance import keeps_possible, needed_questions, needs_of, questions_left
from procedures.engine.situation import Situation

from . import reference


def lines(situation):
    """Return what ``reference.lines`` does, from the engine."""
    return {
        one.procedure.id: (
            one.certain,
            one.recommended,
            one.channel.channel,
            {(each.entry.documents, each.entry.one_of): each.certain for each in one.documents},
            [each.certain for each in (*one.steps, *one.costs)],
            list(one.warnings),
        )
        for one in evaluate_situation(situation).procedures
    }


def assert_agreement(rule_set, answers, today):
    situation = Situation(rule_set, answers, today)
    plain = reference.PlainSituation(rule_set, answers, today)
    for fact in (*rule_set.facts, "channel"):
        assert situation.state(fact) == plain.state(fact), fact
    for condition in conditions_of(rule_set):
        assert situation.truth(condition) is plain.truth(condition), condition
    assert lines(situation) == reference.lines(plain)
    questions, askable = reference.needed(plain)
    assert needs_of(situation).questions == questions
    assert needed_questions(situation) == askable
    assert questions_left(situation) == reference.left(plain)
    for procedure in rule_set.procedures.values():
        possible = keeps_possible(situation, procedure)
        assert possible == reference.keeps_possible(plain, procedure)
