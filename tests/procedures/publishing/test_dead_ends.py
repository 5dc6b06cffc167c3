"""Nobody leaves the shipped catalogue without a procedure or an orientation made for them."""

import pytest

from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.diagrams import FALSE
from procedures.engine.proofs.findings import witness_of
from procedures.engine.proofs.gaps import answers_without
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space
from tests.drawn_people import DAYS, Visitors
from tests.procedures.publishing.readers import READERS
from tests.procedures.publishing.test_shipped_catalogue import shipped

TODAY, *LATER = DAYS
FEW, MANY = 400, 20_000


def fallbacks_of(rules):
    return [one.id for one in rules.orientations.values() if one.fallback]


@pytest.mark.parametrize(
    "day", [TODAY, *(pytest.param(one, marks=pytest.mark.whole) for one in LATER)]
)
def test_nobody_gets_only_a_fallback_not_even_who_does_not_know(day):
    """The check asks this of those who know all their answers only: ours keeps more."""
    _, rules = shipped()
    meaning = Meaning(Space([rules], day, limit=20_000_000), rules)
    assert {"autre_departement", "rien_trouve"} <= set(fallbacks_of(rules))
    stuck = answers_without(meaning, fallbacks_of(rules))
    assert stuck == FALSE, witness_of(meaning, stuck, whole=True)


def dead_ends(count):
    """Return the answers of those, among ``count`` people on four days, who get no answer.

    They are drawn and asked one by one: nothing of the proof is used.
    """
    _, rules = shipped()
    found = []
    for number, day in enumerate(DAYS):
        visitors = Visitors(rules, day)
        for seed in range(number, count, len(DAYS)):
            answers = visitors.answers(seed)
            result = evaluate(rules, answers, day)
            certain = [one.orientation for one in result.orientations if one.certain]
            if not result.procedures and all(one.fallback for one in certain):
                found.append((day.isoformat(), answers))
    return found


def test_people_drawn_at_random_get_an_answer_from_what_they_are_asked():
    assert dead_ends(FEW) == []


@pytest.mark.whole
def test_thousands_of_people_drawn_at_random_get_an_answer():
    assert dead_ends(MANY) == []


def test_each_orientation_is_read_by_its_people_who_have_no_procedure(subtests):
    _, rules = shipped()
    for name, people in READERS.items():
        for number, answers in enumerate(people):
            with subtests.test(name, person=number):
                result = evaluate(rules, answers, TODAY)
                read = [one.orientation.id for one in result.orientations if one.certain]
                assert name in read
                assert [one.procedure.id for one in result.procedures if one.recommended] == []
