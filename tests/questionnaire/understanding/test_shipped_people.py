"""What people drawn at random read of other answers: true, safe, and leading where it says."""

import itertools

import pytest

from procedures.engine.answers import answers_to_data
from procedures.engine.conditions.tree import truth_of_test
from procedures.engine.evaluation import evaluate, evaluate_situation
from procedures.engine.explanation import values_for
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing
from questionnaire.result.reading import Reading
from questionnaire.runs.prepared import prepared_edition
from questionnaire.runs.walk import walk
from questionnaire.understanding.other_answers import MOST, leading_elsewhere, open_questions
from questionnaire.understanding.reach import is_open, is_urgent
from questionnaire.understanding.why_not import MOST_LINES, nearest, why_not_list
from tests.drawn_people import DAYS, Visitors
from tests.questionnaire.result.test_drawn_pages import may_be_protected

# Of 300 people, a third read of another answer: of 60, as few as 15 did.
FEW, MANY = 240, 2_000
OUR_LETTERS = {"goal": "refus", "ground": "violences_traite"}


def people(rules, count):
    """Return (the walk, the reading) of ``count`` people whom nothing urgent concerns."""
    prepared = prepared_edition(rules)
    visitors = {day: Visitors(rules, day) for day in DAYS}
    late = frozenset(key for key, one in rules.questions.items() if one.late)

    def drawn():
        for number in itertools.count():
            day = DAYS[number % len(DAYS)]
            data = answers_to_data(visitors[day].answers(number))
            walked = walk(prepared, data, day, passed=late)
            if walked.complete and not is_urgent(walked.situation):
                yield walked, Reading(walked.situation, "fr"), late

    return itertools.islice(drawn(), count)


def faults_of_lacks(reading):
    """What is said to be missing for a procedure, and is not, or would not lead there."""
    situation, rules = reading.situation, reading.rule_set
    evaluation = evaluate_situation(situation)
    answer = {one.procedure.id for one in evaluation.procedures if one.recommended}
    found = nearest(reading, evaluation)
    for procedure, lacks in found:
        for one in lacks:
            if truth_of_test(one.test, situation.state(one.test.fact), reading.today) is one.wanted:
                yield procedure.id, one.test.fact, "is so already"
        keys = list(dict.fromkeys(one.test.fact for one in lacks))
        accepted = [
            [
                value
                for value in values_for(situation, next(o for o in lacks if o.test.fact == key))
                if all(
                    truth_of_test(one.test, value, reading.today) is one.wanted
                    for one in lacks
                    if one.test.fact == key
                )
            ]
            for key in keys
        ]
        leads = False
        for values in itertools.product(*accepted):
            tried = {**situation.answers, **dict(zip(keys, values, strict=True))}
            after = Situation(rules, tried, reading.today)
            leads |= after.truth_of_procedure(procedure) is not False
            if may_be_protected(situation.answers) and not may_be_protected(tried):
                yield procedure.id, keys, "is protected no more"
        if not leads:
            yield procedure.id, keys, "does not lead there"
        if procedure.id in answer or procedure.sensitive:
            yield procedure.id, "is not to be listed"


def faults_of_changes(walked, reading, late):
    """Other answers that do not lead where it is said, when the person really gives them."""
    rules, day = reading.rule_set, reading.today
    for key, value in walked.answers.items():
        question = rules.questions[key]
        if not is_open(rules, question, value):
            continue
        for other, answer in leading_elsewhere(reading, walked, question):
            data = answers_to_data({**walked.answers, key: other})
            again = walk(walked.prepared, data, day, passed=late)
            first = first_of(rules, again)
            if not again.complete or first != answer.id:
                yield key, other, answer.id, first
            # An answer that nothing needs now is not asked, and is as true as before.
            tried = Situation(rules, {**walked.answers, key: other}, day)
            applying = {
                one: value
                for one, value in tried.answers.items()
                if tried.state(one) is not Missing.ABSENT
            }
            if may_be_protected(walked.answers) and not may_be_protected(applying):
                yield key, other, "is protected no more"
            if OUR_LETTERS.get(key) == other:
                yield key, other, "is told to who did not say it"


def first_of(rules, walked):
    """The id of the procedure that a person gets; else of the one thing that they are told."""
    result = evaluate(rules, walked.answers, walked.today)
    if result.procedures:
        return next((one.procedure.id for one in result.procedures if one.recommended), None)
    told = [one.orientation for one in result.orientations if one.certain]
    if any(one.urgent for one in told):
        return "urgent"
    return next((one.id for one in told if not (one.fallback or one.household)), None)


def read_by(rules, count):
    faults, lines, changes, protected = [], 0, 0, 0
    for walked, reading, late in people(rules, count):
        told = why_not_list(reading, evaluate_situation(reading.situation))
        changing = open_questions(reading, walked)
        lines += len(told)
        changes += sum(len(one.others) for one in changing)
        protected += may_be_protected(walked.answers)
        wrong = [*faults_of_lacks(reading), *faults_of_changes(walked, reading, late)]
        if any(len(one.lines) > MOST_LINES for one in told):
            wrong.append("too many lines")
        if sum(len(one.others) for one in changing) > MOST:
            wrong.append("too many answers")
        if [one.unknown for one in changing] != sorted((o.unknown for o in changing), reverse=True):
            wrong.append("« je ne sais pas » comes later")
        if wrong:
            faults.append((dict(walked.answers), wrong))
    return faults, lines, changes, protected


def test_people_read_what_is_true_of_other_answers(shipped):
    faults, lines, changes, protected = read_by(shipped, FEW)
    assert faults == []
    assert lines > FEW
    assert changes > FEW / 4
    assert protected > 3


@pytest.mark.whole
def test_many_people_read_what_is_true_of_other_answers(shipped):
    faults, *counts = read_by(shipped, MANY)
    assert faults == []
    assert min(counts) > 100


def test_a_number_that_was_not_asked_is_not_given(shipped):
    """Of the student renewing a card: years are wanted for the long-term card, and not asked."""
    answers = {
        "residence": "france", "beneficiary": "moi", "nationality": "MA", "goal": "renouvellement",
        "current_document": "carte_sejour", "permit_motive": "etudiant", "same_reason": True,
    }  # fmt: skip
    situation = Situation(shipped, answers, DAYS[0])
    found = {
        one.id: lacks
        for one, lacks in nearest(Reading(situation, "fr"), evaluate_situation(situation))
    }
    years = {one.test.fact: one for one in found["resident_longue_duree_ue"]}["years_regular_stay"]
    assert isinstance(years.state, Missing)
    assert years.test.operand == 5
