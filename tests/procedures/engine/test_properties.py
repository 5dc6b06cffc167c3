"""The properties that hold for every catalogue and every person."""

from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.conditions import tree as nodes
from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.conditions.tree import to_data, truth_of
from procedures.engine.evaluation import evaluate, evaluate_situation
from procedures.engine.relevance import (
    asked_questions,
    needed_questions,
    needs_of,
    next_question,
    questions_left,
)
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing

from .examples import examples
from .strategies import (
    TODAY,
    catalogues,
    catalogues_and_people,
    conditions,
    questions,
    values_of,
)

MANY = examples(60)


def certainties(rule_set, answers):
    """What is certain of each procedure, and of its documents and costs once it is."""
    situation = Situation(rule_set, answers, TODAY)
    return {
        procedure.id: situation.truth_of_procedure(procedure)
        for procedure in rule_set.procedures.values()
    }


@MANY
@given(catalogues_and_people(), st.data())
def test_answering_the_next_question_keeps_what_is_decided(pair, data):
    plain, answers = pair
    rule_set = rule_set_from_plain(plain)
    # Those whose questions were asked: an answer given before its question is known to apply
    # counts until it is known not to, which may undo what rested on it.
    answers = {key: answers[key] for key in asked_questions(rule_set, answers, TODAY)}
    key = next_question(rule_set, answers, TODAY)
    if key is None:
        return
    question = next(one for one in plain["questions"] if one["key"] == key)
    after = {**answers, key: data.draw(values_of(question))}
    decided = {
        name: truth for name, truth in certainties(rule_set, answers).items() if truth is not None
    }
    later = certainties(rule_set, after)
    assert {name: later[name] for name in decided} == decided


@MANY
@given(catalogues_and_people(all_answered=True))
def test_answering_every_needed_question_leaves_nothing_unknown(pair):
    plain, answers = pair
    known = {key: value for key, value in answers.items() if value is not None}
    rule_set = rule_set_from_plain(plain)
    path = asked_questions(rule_set, known, TODAY)
    given_answers = {key: known[key] for key in path}
    if next_question(rule_set, given_answers, TODAY) is not None:
        return  # a question answered « je ne sais pas », which ``known`` leaves out
    result = evaluate(rule_set, given_answers, TODAY)
    for one in result.procedures:
        assert one.certain
        if one.recommended:
            assert all(line.certain for line in (*one.documents, *one.costs, *one.steps))


@MANY
@given(catalogues_and_people(), st.data())
def test_a_question_that_is_not_needed_changes_nothing(pair, data):
    plain, answers = pair
    rule_set = rule_set_from_plain(plain)
    path = asked_questions(rule_set, answers, TODAY)
    answers = {key: answers[key] for key in path}
    if next_question(rule_set, answers, TODAY) is not None:
        return
    needed = needs_of(Situation(rule_set, answers, TODAY)).questions
    others = [one for one in plain["questions"] if one["key"] not in needed | set(answers)]
    if not others:
        return
    question = data.draw(st.sampled_from(others))
    more = {**answers, question["key"]: data.draw(values_of(question))}
    before = evaluate_to_data(rule_set, answers, TODAY)
    after = evaluate_to_data(rule_set, more, TODAY)
    assert recommendation(after) == recommendation(before)
    assert after["next_question"] is None


def recommendation(data):
    """What a person is told to do: the recommended procedures, whole but for the reasons."""
    return [
        {key: value for key, value in one.items() if key != "because"}
        for one in data["procedures"]
        if one["recommended"]
    ]


@MANY
@given(catalogues_and_people(), st.randoms(use_true_random=False))
def test_the_order_of_conditions_changes_nothing(pair, random):
    plain, answers = pair
    shuffled = {**plain, "procedures": [shuffle(one, random) for one in plain["procedures"]]}
    before = evaluate_to_data(rule_set_from_plain(plain), answers, TODAY)
    after = evaluate_to_data(rule_set_from_plain(shuffled), answers, TODAY)
    assert after == before


def shuffle(data, random):
    """Return plain data with the parts of every « any » and « all » in another order."""
    if isinstance(data, dict):
        result = {key: shuffle(value, random) for key, value in data.items()}
        for key in ("any", "all"):
            if key in result:
                random.shuffle(result[key])
        return result
    return [shuffle(one, random) for one in data] if isinstance(data, list) else data


@MANY
@given(catalogues_and_people(all_answered=True))
def test_no_more_questions_come_than_were_announced(pair):
    plain, answers = pair
    rule_set = rule_set_from_plain(plain)
    path = asked_questions(rule_set, answers, TODAY)
    for index in range(len(path) + 1):
        situation = Situation(rule_set, {key: answers[key] for key in path[:index]}, TODAY)
        assert len(path) - index <= questions_left(situation)


@MANY
@given(catalogues_and_people())
def test_a_needed_question_applies_and_is_not_answered(pair):
    plain, answers = pair
    situation = Situation(rule_set_from_plain(plain), answers, TODAY)
    for key in needed_questions(situation):
        assert situation.applies(key) is True
        assert situation.state(key) is Missing.PENDING


@MANY
@given(catalogues_and_people(all_answered=True))
def test_a_situation_carried_on_is_the_same_as_a_fresh_one(pair):
    plain, answers = pair
    rule_set = rule_set_from_plain(plain)
    carried = Situation(rule_set, {}, TODAY)
    for index, (key, value) in enumerate(answers.items(), start=1):
        needed_questions(carried)
        carried = carried.with_answer(key, value)
        fresh = Situation(rule_set, dict(list(answers.items())[:index]), TODAY)
        assert needed_questions(carried) == needed_questions(fresh)
        assert evaluate_situation(carried) == evaluate_situation(fresh)


@MANY
@given(catalogues_and_people())
def test_at_most_one_procedure_a_track_is_recommended(pair):
    plain, answers = pair
    result = evaluate(rule_set_from_plain(plain), answers, TODAY)
    tracks = [one.procedure.track for one in result.procedures if one.recommended]
    assert len(tracks) == len(set(tracks))


@MANY
@given(st.data())
def test_a_condition_written_and_read_again_is_the_same(data):
    asked = data.draw(questions())
    written = data.draw(conditions(asked))
    rule_set = rule_set_from_plain({"questions": asked})

    def refuse(path, message, near):
        raise AssertionError(f"{path}: {message} {near}")

    reader = ConditionReader(rule_set.facts, {}, refuse)
    condition = reader.read(written)
    assert reader.read(to_data(condition)) == condition


@MANY
@given(catalogues_and_people())
def test_not_swaps_true_and_false_and_keeps_unknown(pair):
    plain, answers = pair
    rule_set = rule_set_from_plain(plain)
    situation = Situation(rule_set, answers, TODAY)
    for procedure in rule_set.procedures.values():
        truth = truth_of(procedure.when, situation)
        opposite = truth_of(nodes.Not(procedure.when), situation)
        assert opposite is (None if truth is None else not truth)


@MANY
@given(catalogues())
def test_evaluation_does_not_depend_on_what_was_evaluated_before(plain):
    rule_set = rule_set_from_plain(plain)
    first = evaluate_to_data(rule_set, {}, TODAY)
    evaluate_to_data(rule_set, {"un": None}, TODAY)
    assert evaluate_to_data(rule_set, {}, TODAY) == first
