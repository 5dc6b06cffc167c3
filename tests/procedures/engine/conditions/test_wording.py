"""Sentences: the words of the catalogue's texts, never a raw key where there is a text."""

from datetime import date

import pytest

from procedures.engine.conditions.tree import ALWAYS, All, AnyOf, FactTest, Not
from procedures.engine.conditions.words import day_words, duration_words
from procedures.engine.explanation import Outcome, why_not
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Duration, Missing
from tests.procedures.engine.builders import TODAY
from tests.procedures.engine.conditions.wording_rules import RULES, WORDS


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (Duration(years=1), "1 an"),
        (Duration(years=2), "2 ans"),
        (Duration(months=1), "1 mois"),
        (Duration(months=3), "3 mois"),
        (Duration(days=1), "1 jour"),
        (Duration(days=60), "60 jours"),
        (Duration(), "0 jour"),
        (Duration(days=-1), "-1 jour"),
        (Duration(days=-60), "-60 jours"),
        (Duration(years=1, months=2, days=3), "1 an et 2 mois et 3 jours"),
    ],
)
def test_a_duration_in_words(duration, words):
    assert duration_words(duration) == words


def test_a_day_in_words():
    assert day_words(date(2027, 2, 3)) == "03/02/2027"


def test_a_fact_is_its_question_or_its_key():
    assert WORDS.fact("statut") == "« statut ? »"
    assert WORDS.fact("regime") == "« regime »"


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("statut", "etu", "Étudiant"),
        ("statut", "autre", "autre"),
        ("regime", "general", "general"),
        ("liens", ("conj", "enf"), "Conjoint, Enfant"),
        ("liens", (), "rien"),
        ("marie", True, "oui"),
        ("marie", False, "non"),
        ("age", 0, "0"),
        ("age", 1, "1"),
        ("fin", date(2027, 5, 15), "15/05/2027"),
        ("ville", "34172", "34172"),
        ("statut", None, "je ne sais pas"),
        ("statut", Missing.UNKNOWN, "je ne sais pas"),
        ("statut", Missing.PENDING, "pas encore de réponse"),
        ("statut", Missing.ABSENT, "sans objet"),
    ],
)
def test_a_value_in_words(fact, value, words):
    assert WORDS.value(fact, value) == words


MONTHS = Duration(months=4)
TESTS = [
    (("statut", "eq", "etu"), "« statut ? » est « Étudiant »"),
    (("statut", "in", ("etu", "sal")), "« statut ? » est « Étudiant » ou « Salarié »"),
    (("statut", "in_group", "actifs"), "« statut ? » est dans le groupe « Les actifs »"),
    (("statut", "in_group", "sans_titre"), "« statut ? » est dans le groupe « sans_titre »"),
    (("statut", "in_group", "inconnu"), "« statut ? » est dans le groupe « inconnu »"),
    (("statut", "known", True), "« statut ? » a une réponse"),
    (("statut", "known", False), "« statut ? » n’a pas de réponse"),
    (("marie", "eq", True), "« marie ? » est « oui »"),
    (("age", "lt", 18), "« age ? » est moins de 18"),
    (("age", "lte", 18), "« age ? » est au plus 18"),
    (("age", "gt", 18), "« age ? » est plus de 18"),
    (("age", "gte", 18), "« age ? » est au moins 18"),
    (("age", "between", (3, 5)), "« age ? » est entre 3 et 5"),
    (("fin", "lt", date(2027, 1, 2)), "« fin ? » est avant le 02/01/2027"),
    (("fin", "lte", date(2027, 1, 2)), "« fin ? » est au plus tard le 02/01/2027"),
    (("fin", "gt", date(2027, 1, 2)), "« fin ? » est après le 02/01/2027"),
    (("fin", "gte", date(2027, 1, 2)), "« fin ? » est au plus tôt le 02/01/2027"),
    (
        ("fin", "between", (date(2027, 1, 2), date(2027, 2, 3))),
        "« fin ? » est entre le 02/01/2027 et le 03/02/2027",
    ),
    (("fin", "within", MONTHS), "« fin ? » est entre aujourd'hui et dans 4 mois"),
    (("fin", "beyond", MONTHS), "« fin ? » est dans plus de 4 mois"),
    (("fin", "since_at_least", MONTHS), "« fin ? » est il y a au moins 4 mois"),
    (("fin", "since_less_than", MONTHS), "« fin ? » est il y a moins de 4 mois"),
    (("fin", "past", True), "« fin ? » est passé"),
    (("fin", "past", False), "« fin ? » n’est pas passé"),
    (("liens", "includes", "conj"), "« liens ? » contient « Conjoint »"),
    (("liens", "includes_any", ("conj", "enf")), "« liens ? » contient « Conjoint » ou « Enfant »"),
    (
        ("liens", "includes_all", ("conj", "enf")),
        "« liens ? » contient à la fois « Conjoint » et « Enfant »",
    ),
    (("liens", "in_group", "x"), "« liens ? » contient une réponse du groupe « x »"),
    (("liens", "empty", True), "« liens ? » n’a aucune réponse cochée"),
    (("liens", "empty", False), "« liens ? » a au moins une réponse cochée"),
]
CONTRARIES = [
    (("statut", "eq", "etu"), "« statut ? » n'est pas « Étudiant »"),
    (("statut", "in", ("etu", "sal")), "« statut ? » n'est pas « Étudiant » ni « Salarié »"),
    (("statut", "in_group", "actifs"), "« statut ? » n'est pas dans le groupe « Les actifs »"),
    (("statut", "known", True), "« statut ? » n’a pas de réponse"),
    (("statut", "known", False), "« statut ? » a une réponse"),
    (("age", "lt", 18), "il est faux que « age ? » est moins de 18"),
    (("fin", "within", MONTHS), "il est faux que « fin ? » est entre aujourd'hui et dans 4 mois"),
    (("fin", "past", True), "« fin ? » n’est pas passé"),
    (("fin", "past", False), "« fin ? » est passé"),
    (("liens", "includes", "conj"), "« liens ? » ne contient pas « Conjoint »"),
    (
        ("liens", "includes_any", ("conj", "enf")),
        "« liens ? » ne contient pas « Conjoint » ni « Enfant »",
    ),
    (("liens", "in_group", "x"), "« liens ? » ne contient aucune réponse du groupe « x »"),
    (("liens", "empty", True), "« liens ? » a au moins une réponse cochée"),
]


@pytest.mark.parametrize(("test", "words"), TESTS)
def test_a_test_in_words(test, words):
    assert WORDS.condition(FactTest(*test)) == words
    assert WORDS.test(FactTest(*test)) == words


@pytest.mark.parametrize(("test", "words"), CONTRARIES)
def test_the_contrary_of_a_test_in_words(test, words):
    assert WORDS.test(FactTest(*test), holds=False) == words


ONE, TWO = FactTest("marie", "eq", True), FactTest("age", "lt", 18)
UNMARRIED = "« marie ? » n'est pas « oui »"
MARRIED, MINOR = "« marie ? » est « oui »", "« age ? » est moins de 18"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ALWAYS, "toujours"),
        (All((ONE, TWO)), f"{MARRIED} et {MINOR}"),
        (AnyOf((ONE, TWO)), f"{MARRIED} ou {MINOR}"),
        (Not(ONE), UNMARRIED),
        (Not(TWO), f"il est faux que ({MINOR})"),
        (Not(All((ONE, TWO))), f"il est faux que ({MARRIED} et {MINOR})"),
        (All((ONE, AnyOf((ONE, TWO)))), f"{MARRIED} et ({MARRIED} ou {MINOR})"),
        (AnyOf((All((ONE, TWO)), TWO)), f"({MARRIED} et {MINOR}) ou {MINOR}"),
        (All((ONE, AnyOf((TWO,)))), f"{MARRIED} et {MINOR}"),
    ],
)
def test_a_condition_in_words(condition, words):
    assert WORDS.condition(condition) == words


def test_answers_in_words():
    answers = {"statut": "etu", "marie": None, "fin": date(2027, 5, 15)}
    assert WORDS.answers(answers) == (
        "« statut ? » Étudiant ; « marie ? » je ne sais pas ; « fin ? » 15/05/2027"
    )


def test_an_outcome_in_words():
    situation = Situation(RULES, {"marie": False}, TODAY)
    (failed,) = why_not(situation, RULES.procedures["carte"])
    assert WORDS.outcome(failed) == f"{MARRIED} (réponse : non)"
    unwanted = Outcome(ONE, False, True, ("marie",))
    assert WORDS.outcome(unwanted) == f"{UNMARRIED} (réponse : oui)"


def test_a_procedure_in_words():
    assert WORDS.procedure("carte") == "« Carte de séjour »"
    assert WORDS.procedure("inconnue") == "« inconnue »"
