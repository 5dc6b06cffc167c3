"""Which answers can be otherwise, and which other answers must not be named.

Who the person is (section « vous ») and which paper they hold (« titre ») is given: a person does
not choose it. What happened to that paper is not: a question of « titre » that is asked for the
sake of a wish alone (lost or stolen, what has changed) may be answered otherwise. Nor does anybody
choose a number, a day, a country or a commune: time and events change those. What is left are the
choices of what the person wants, and why. An answer « je ne sais pas » is always open: a person who
finds out may answer otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from procedures.engine.conditions.tree import Condition, Not, facts_of
from procedures.engine.explanation import Outcome, is_false
from procedures.engine.schema.dependencies import questions_behind
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Value
from procedures.engine.values.questions import Choice, Question
from procedures.engine.values.rules import RuleSet

# The sections of questions: who one is, which paper one holds, what one wants.
PERSON, PAPER, WISH = "vous", "titre", "demande"


def is_open(rule_set: RuleSet, question: Question, value: Value | None) -> bool:
    """Tell whether the person may come to answer a question otherwise, in words that it offers."""
    if question.sensitive or question.kind not in ("choice", "yes_no"):
        return False
    if value is None:
        return True
    given = question.section == PERSON or _is_of_the_paper(rule_set, question)
    return question.kind == "choice" and not given


def _is_of_the_paper(rule_set: RuleSet, question: Question) -> bool:
    """Tell whether a question is about the paper that one holds, and not what happened to it."""
    if question.section != PAPER:
        return False
    asked_for = [rule_set.questions.get(fact) for fact in facts_of(question.when)]
    return not asked_for or any(one is None or one.section != WISH for one in asked_for)


def may_be_named(choice: Choice) -> bool:
    """Tell whether a choice may be shown to other persons: it is no danger, no emergency."""
    return not (choice.sensitive or choice.urgent)


def is_out_of_reach(rule_set: RuleSet, outcome: Outcome) -> bool:
    """Tell whether an outcome wants another person, or a paper that this one does not hold."""
    question = rule_set.questions.get(outcome.test.fact)
    if question is None or question.sensitive:
        return True
    if not is_false(outcome):
        return False
    of_the_paper = _is_of_the_paper(rule_set, question)
    return question.section == PERSON or (of_the_paper and outcome.wanted)


def keeps_promises(before: Situation, after: Situation) -> bool:
    """Tell whether each guarantee of the catalogue that holds for the person holds after, too.

    A person who may be protected, or has no paper, reads what keeps them safe. Other answers under
    which they would not are never shown.
    """
    return all(after.truth(when) for when in _promised(before))


def behind_promises(situation: Situation) -> frozenset[str]:
    """Return the questions behind the guarantees that hold for this person, and not for all."""
    facts = map(facts_of, _promised(situation))
    return questions_behind(situation.rule_set, frozenset().union(*facts))


def _promised(situation: Situation) -> Iterator[Condition]:
    """Yield for whom the guarantees are that hold for this person.

    One for all but some keeps from the others what is right for those: who becomes one of them
    loses nothing.
    """
    conditions = (one.when for one in situation.rule_set.invariants.values())
    return (one for one in conditions if not isinstance(one, Not) and situation.truth(one))


def is_urgent(situation: Situation) -> bool:
    """Tell whether what to do today comes before all else: no other answer is shown beside it.

    An answer is an urgent way in or tells of a danger, or an urgent orientation is for the person.
    """
    orientations = situation.rule_set.orientations.values()
    if any(one.urgent and situation.truth(one.when) for one in orientations):
        return True
    questions = situation.rule_set.questions
    given = ((questions[key], value) for key, value in situation.answers.items())
    chosen = (question.choice(value) for question, value in given)
    return any(one is not None and not may_be_named(one) for one in chosen)
