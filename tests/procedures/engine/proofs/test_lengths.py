"""How long the questionnaire gets: a bound that nobody exceeds, and those who come close."""

from itertools import islice

import pytest
from hypothesis import Phase, assume, given

from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.diagrams import OutOfSteps
from procedures.engine.proofs.lengths import lengths, longer_than, people_of
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from procedures.engine.relevance import asked_questions
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from tests.procedures.engine.builders import make_procedure, make_question, make_rules
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.small import (
    LARGEST,
    TODAY,
    best_of,
    catalogues,
    raw_people,
    situations,
)
from tests.procedures.engine.proofs.sound import sound_rules


def meaning_of(rules):
    return Meaning(Space([rules], TODAY), rules)


def asked(rules, answers):
    return len(asked_questions(rules, answers, TODAY))


@examples(80, phases=[Phase.generate])
@given(catalogues())
def test_somebody_is_asked_more_than_a_bound_exactly_if_one_is_found(plain):
    assume(len(raw_people(plain)) <= LARGEST)
    rules = rule_set_from_plain(plain)
    meaning = meaning_of(rules)
    longest = max(asked(rules, one.answers) for _, one in situations(rules, plain))
    assert lengths(meaning, []).at_most >= longest
    for bound in range(len(plain["questions"]) + 1):
        found = longer_than(meaning, bound, 100_000)
        assert (found is not None) is (longest > bound)
        if found is not None:
            assert asked(rules, found) > bound


@examples(80, phases=[Phase.generate])
@given(catalogues())
def test_the_people_measured_get_each_procedure(plain):
    rules = rule_set_from_plain(plain)
    people = list(people_of(meaning_of(rules)))
    for one in people:
        situation = Situation(rules, one, TODAY)
        assert any(
            best_of(situation, procedure) or situation.truth_of_procedure(procedure) is None
            for procedure in rules.procedures.values()
        )


def test_each_procedure_that_somebody_gets_has_its_person():
    rules = make_rules(
        make_question("a", allow_unknown=True),
        make_question("b"),
        procedures=[
            make_procedure("une", when={"a": True, "b": True}),
            make_procedure("morte", 20, when={"a": True, "b": True}),
        ],
    )
    assert list(people_of(meaning_of(rules))) == [{"a": True, "b": True}]


def test_lengths_are_measured_on_the_people_given():
    rules = sound_rules()
    student = {"commune": "34172", "statut": "etudiant", "fin": TODAY, "age": 20}
    visitor = {"statut": "visiteur"}
    measured = lengths(meaning_of(rules), [visitor, student])
    assert (measured.longest, measured.mean, measured.people) == (4, 2.5, 2)
    assert measured.witness == student
    assert measured.at_most == 5
    nobody = lengths(meaning_of(rules), [])
    assert (nobody.longest, nobody.mean, nobody.people, nobody.witness) == (0, 0.0, 0, None)
    assert nobody.at_most == 5


def chain(count):
    """Questions that all have to be answered yes for the procedure."""
    names = [f"q{index}" for index in range(count)]
    return make_rules(
        *(make_question(name) for name in names),
        procedures=[make_procedure("une", when=dict.fromkeys(names, True))],
    )


@pytest.mark.parametrize(("bound", "found"), [(2, True), (3, False), (4, False)])
def test_a_path_is_too_long_if_it_exceeds_the_bound(bound, found):
    assert (longer_than(meaning_of(chain(3)), bound, 100) is not None) is found


def test_a_search_that_takes_too_many_trials_says_so():
    meaning = meaning_of(chain(4))
    assert longer_than(meaning, 3, 5) is not None
    with pytest.raises(OutOfSteps):
        longer_than(meaning, 3, 4)
    assert longer_than(meaning, 4, 1) is None


def test_a_value_that_is_not_offered_makes_no_path():
    choices = [{"value": one, "text": one, "when": {"a": one == "oui"}} for one in ("oui", "non")]
    rules = make_rules(
        make_question("a"),
        make_question("b", "choice", *choices),
        make_question("c"),
        procedures=[make_procedure("une", when={"a": True, "b": "non", "c": True})],
    )
    assert longer_than(meaning_of(rules), 2, 100) is None
    assert longer_than(meaning_of(rules), 1, 100) == {"a": True, "b": "oui"}


def test_the_figures_of_a_report_are_those_lengths():
    rules = chain(3)
    figures = analyse(rules, TODAY).figures
    people = list(islice(people_of(meaning_of(rules)), 10))
    assert figures["people"] == len(people)
    assert figures["longest"] == max(asked(rules, one) for one in people) == 3
    assert figures["at_most"] == 3
    assert analyse(rules, TODAY, steps=0).figures == {}


def test_an_answer_that_a_later_one_takes_away_makes_no_path_longer():
    rules = make_rules(
        make_question("deux", "choice", {"value": "a", "text": "a", "when": {"un": False}}, "b"),
        make_question("un"),
        procedures=[make_procedure("carte", when={"deux": "a", "un": True})],
    )
    found = longer_than(meaning_of(rules), 1, 1000)
    assert found == {"deux": "a", "un": False}
    assert asked(rules, found) == 2


@examples(40)
@given(catalogues())
def test_a_person_walked_with_others_is_asked_as_many_questions_as_alone(plain):
    rules = rule_set_from_plain(plain)
    start = meaning_of(rules).start
    for raw in islice(raw_people(plain), LARGEST):
        assert start.number_asked(raw) == asked(rules, raw)
