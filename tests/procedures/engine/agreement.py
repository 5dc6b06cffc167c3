"""Checks that one person's answers give equal results in the two engines."""

from procedures.engine import plain, plain_needs, plain_stances
from procedures.engine.compiled import conditions_of
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.relevance import (
    decisive_questions,
    keeps_possible,
    needs_of,
    pages_left,
    questions_left,
    turns,
)
from procedures.engine.situation import Situation


def listed(situation):
    """Return what ``plain.listed`` does, from the compiled engine."""
    return {
        one.procedure.id: plain.PlainResult(
            certain=one.certain,
            recommended=one.recommended,
            channel=one.channel.channel,
            documents={
                (each.entry.documents, each.entry.one_of): each.certain for each in one.documents
            },
            lines=[each.certain for each in (*own_steps(one), *one.costs)],
            warnings=list(one.warnings),
        )
        for one in evaluate_situation(situation).procedures
    }


def own_steps(result):
    return [one for one in result.steps if not one.orientation]


def card(result):
    """Return what ``plain_read_first.card_of`` does, from the compiled engine."""
    found = result.stance
    if found is None:
        return None
    added = [place for place, one in enumerate(result.steps) if one.orientation]
    before = result.steps[added[-1] + 1].step.id if added else ""
    assert [one.step.text for one in result.steps if one.orientation] == (
        [one.text for one in found.orientation.steps] if added else []
    )
    stance = found.stance.stance
    return plain_stances.PlainCard(stance, found.last_day, found.orientation, before)


def assert_agreement(rule_set, answers, today):
    compiled = Situation(rule_set, answers, today)
    specified = plain.PlainSituation(rule_set, answers, today)
    for fact in (*rule_set.facts, "channel"):
        assert compiled.state(fact) == specified.state(fact), fact
    for condition in conditions_of(rule_set):
        assert compiled.truth(condition) is specified.truth(condition), condition
    assert listed(compiled) == plain.listed(specified)
    for one in evaluate_situation(compiled).procedures:
        assert card(one) == plain_stances.card_of(specified, one.procedure)
    needs = plain_needs.needed(specified)
    assert needs_of(compiled).questions == needs.questions
    assert decisive_questions(compiled) == plain_needs.decisive(specified)
    assert turns(compiled) == plain_needs.to_ask(specified)
    assert questions_left(compiled) == plain_needs.at_most_left(specified)
    assert pages_left(compiled) == plain_needs.at_most_pages(specified)
    for procedure in rule_set.procedures.values():
        possible = keeps_possible(compiled, procedure)
        assert possible == plain_needs.keeps_possible(specified, procedure)
