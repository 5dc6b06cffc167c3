"""« To add an operator » of docs/recipes.md: a record is all that it takes.

Two operators that the house does not have are put in its table, and followed everywhere: one that
measures, and one that codes pass when it does not name them.
"""

import json

import pytest
from django.urls import reverse

from procedures.engine.conditions.operands import Listed, Operator, Range, Words
from procedures.engine.conditions.operators import CODES, MEASURED, OPERATORS
from procedures.engine.conditions.tree import truth_of
from procedures.engine.conditions.words import Wording
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.evaluation import evaluate
from procedures.engine.explanation import why_not
from procedures.engine.proofs.analysis import analyse
from procedures.engine.results import evaluate_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.exchange.names import Name
from procedures.exchange.uses import renamed
from questionnaire.sheets.audience import audience
from tests import factories
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules
from tests.procedures.engine.conditions.every_operator import (
    check_one_outcome_between_edges,
    written_with,
)
from tests.questionnaire.result import catalogue

OUTSIDE = Operator(
    "outside",
    MEASURED,
    Range(),
    lambda value, bounds, today: not bounds[0] <= value <= bounds[1],
    words=Words("n'est pas de {} à {}"),
    public=Words("moins de %(first)s ou plus de %(last)s"),
    offered=2,
)
NONE_OF = Operator(
    "none_of",
    CODES,
    Listed(),
    lambda value, named, today: value not in named,
    words=Words("n'est aucun de {}", joining=", "),
    public=None,
    offered=3,
)
WHEN = {"age": {"outside": [18, 25]}, "goal": {"none_of": ["asylum", "lost"]}}
QUESTIONS = [
    make_question("age", "integer", allow_unknown=True),
    make_question("goal", "choice", "asylum", "lost", "renew"),
]
ANSWERS = [
    {"age": age, "goal": goal}
    for age in (0, 17, 18, 25, 26, None)
    for goal in ("asylum", "lost", "renew")
]


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    for record in (OUTSIDE, NONE_OF):
        monkeypatch.setitem(OPERATORS, record.name, record)


def rules(when=WHEN):
    return make_rules(*QUESTIONS, procedures=[make_procedure("carte", when=when)])


@pytest.mark.parametrize("operator", [OUTSIDE, NONE_OF], ids=lambda one: one.name)
def test_edges_are_those_of_the_outcomes(operator):
    for kind, when in written_with(operator):
        check_one_outcome_between_edges(kind, when)


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ({"age": {"outside": [18]}}, "« outside » contient deux bornes"),
        ({"age": {"outsid": [18, 25]}}, "vouliez-vous dire « outside »"),
        ({"goal": {"outside": ["lost", "renew"]}}, "opérateur inconnu pour « goal »"),
        ({"goal": {"none_of": ["asyl"]}}, "vouliez-vous dire « asylum »"),
    ],
)
def test_it_is_read_strictly(when, message):
    with pytest.raises(InvalidCatalogue, match=message):
        rules(when)


def test_compiled_rules_agree_with_the_condition():
    compiled = rules()
    (procedure,) = compiled.procedures.values()
    for answers in ANSWERS:
        situation = Situation(compiled, answers, TODAY)
        found = [one.certain for one in evaluate(compiled, answers, TODAY).procedures]
        truth = truth_of(procedure.when, situation)
        assert found == ([] if truth is False else [truth is True]), answers
    met = [evaluate(compiled, one, TODAY).procedures for one in ANSWERS]
    assert 0 < sum(map(bool, met)) < len(met)


def test_it_is_said_and_explained():
    compiled = rules()
    words = Wording(compiled)
    sentence = words.condition(compiled.procedures["carte"].when)
    assert sentence == (
        "« age ? » n'est pas de 18 à 25 et « goal ? » n'est aucun de « asylum », « lost »"
    )
    answers = {"age": 20, "goal": "renew"}
    (failed,) = why_not(Situation(compiled, answers, TODAY), compiled.procedures["carte"])
    assert words.outcome(failed) == "« age ? » n'est pas de 18 à 25 (réponse : 20)"
    (test,) = evaluate_to_data(compiled, answers, TODAY, explain="carte")["why_not"]["tests"]
    assert (test["operator"], test["operand"]) == ("outside", [18, 25])


def test_it_is_proved():
    for never in (
        {"all": [{"age": {"outside": [18, 25]}}, {"age": 20}]},
        {"all": [{"goal": {"none_of": ["lost"]}}, {"goal": "lost"}]},
    ):
        kinds = {one.kind for one in analyse(rules(never), TODAY).findings}
        assert kinds & {"never", "dead_procedure"}


def test_names_inside_it_are_renamed():
    plain = {"questions": QUESTIONS, "procedures": [make_procedure("carte", when=WHEN)]}
    after = renamed(plain, Name("value", "lost", of="goal"), "perdu")
    assert after["procedures"][0]["when"]["goal"] == {"none_of": ["asylum", "perdu"]}
    assert rule_set_from_plain(after)


def test_public_page_says_it_or_leaves_it_out():
    when = {"age": {"outside": [18, 25]}, "goal": {"none_of": ["lost"]}}
    procedure = {**make_procedure("one", when=when), "title": "Une"}
    made = catalogue.make_rules(
        questions=[*catalogue.QUESTIONS, make_question("age", "integer")],
        procedures=[procedure],
        departments={},
    )
    (said,) = audience(catalogue.make_reading({}, rules=made), made.procedures["one"])
    assert (said.question, said.answers) == ("age ?", ["moins de 18 ou plus de 25"])


def test_builder_offers_it_in_the_words_that_are_read_back(client, db):
    factories.make_question(key="age", kind="integer", text_fr="Quel âge ?")
    user = factories.make_user()
    factories.make_department("82")
    factories.make_membership("82", role="publication", user=user)
    client.force_login(user)
    found = client.get(reverse("admin:desk_vocabulary")).json()
    assert found["operators"]["outside"] == {"test": "outside", "shape": "range", "contrary": False}
    assert ["outside", "n'est pas de", "à", ""] in found["tests"]["integer"]
    assert ["none_of", "n'est aucun de", ""] in found["tests"]["country"]
    assert "none_of" not in json.dumps(found["tests"]["integer"])
    asked = {"model": "procedure", "pk": "", "text": "age: {outside: [18, 25]}"}
    assert client.post(reverse("admin:desk_condition"), asked).json()["sentence"] == (
        "« Quel âge ? » n'est pas de 18 à 25"
    )
