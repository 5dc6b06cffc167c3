"""Answers that a question never takes: too few choices, one that stands alone, a country barred."""

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.domains import domains_of
from procedures.engine.relevance import asked_questions
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing
from tests.procedures.engine.builders import (
    TODAY,
    make_plain,
    make_procedure,
    make_question,
    make_rules,
    problems_of,
)

NONE = {"value": "aucune", "text": "Aucune de ces situations", "exclusive": True}
SITUATIONS = make_question("situations", "choices", "malade", "enceinte", NONE, at_least=1)
COUNTRY = make_question("pays", "country", "XXA", **{"only": ["DZ", "MA", "FR"], "except": ["FR"]})
RULES = make_rules(
    SITUATIONS,
    COUNTRY,
    procedures=[
        make_procedure("aide", when={"situations": {"includes_any": ["malade", "enceinte"]}}),
        make_procedure("seul", rank=20, when={"situations": "aucune", "pays": "DZ"}),
    ],
)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"situations": []}, "au moins 1"),
        ({"situations": ["malade", "aucune"]}, "« aucune » est une réponse seule"),
        ({"pays": "FR"}, "« FR » n'est pas une réponse"),
        ({"pays": "US"}, "« US » n'est pas une réponse"),
    ],
)
def test_what_is_no_answer_is_refused_and_counts_as_none(answers, message):
    with pytest.raises(InvalidAnswers, match=message):
        read_answers(RULES, answers)
    ((key, value),) = answers.items()
    stored = {key: tuple(value) if isinstance(value, list) else value}
    assert Situation(RULES, stored, TODAY).state(key) is Missing.PENDING
    assert key not in asked_questions(RULES, stored, TODAY)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("situations", ("malade", "enceinte")),
        ("situations", ("aucune",)),
        ("pays", "DZ"),
        ("pays", "XXA"),
    ],
)
def test_what_is_an_answer_is_read(key, value):
    assert read_answers(RULES, {key: value}) == {key: value}
    assert Situation(RULES, {key: value}, TODAY).state(key) == value


def test_proofs_look_at_possible_answers_only():
    domains = domains_of([RULES], TODAY)
    seen = {value for one in domains["situations"].classes for value in one.values}
    assert seen == {("malade",), ("enceinte",), ("malade", "enceinte"), ("aucune",)}
    seen = {value for one in domains["pays"].classes for value in one.values}
    assert seen == {"DZ", "MA", "XXA"}
    assert domains["pays"].class_of("US") is None


def test_what_excludes_another_answer_is_proved():
    both = {"situations": {"includes_all": ["malade", "aucune"]}}
    for when in (both, {"situations": {"empty": True}}, {"pays": "FR"}):
        rules = make_rules(SITUATIONS, COUNTRY, procedures=[make_procedure("une", when=when)])
        kinds = {one.kind for one in analyse(rules, TODAY).findings}
        assert "dead_procedure" in kinds, when


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (make_question("a", at_least=1), "« at_least » est pour plusieurs choix"),
        (make_question("a", "choices", "b", at_least=2), "un nombre de 1 à 1 est attendu"),
        (make_question("a", "choices", NONE, at_least=1), "un nombre de 1 à 0 est attendu"),
        (make_question("a", "choice", "b", NONE), "« exclusive » est pour plusieurs choix"),
        (make_question("a", only=["DZ"]), "« only » est pour un pays"),
        (make_question("a", "country", only=["ZZ"]), "pays inconnu : « ZZ »"),
        (
            make_question("a", "country", **{"only": ["DZ"], "except": ["DZ"]}),
            "aucun pays n'est possible",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(question, problem):
    assert any(problem in one for one in problems_of(make_plain(question)))
