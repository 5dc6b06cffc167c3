"""What a person pays: the amount in force on their day, what is certain, what is only possible."""

from datetime import date

import pytest

from .builders import evaluate, make_procedure, make_question, make_rules

STUDENT = make_question("etudiant", allow_unknown=True)


def paid(rules, answers, *day):
    (found,) = evaluate(rules, answers, *day)["procedures"]
    return found


@pytest.mark.parametrize(
    ("today", "amount"),
    [(date(2026, 4, 30), 225), (date(2026, 5, 1), 250), (date(2020, 1, 1), None)],
)
def test_the_amount_in_force_on_the_day_is_charged(today, amount):
    amounts = [{"from": "2025-01-01", "amount": 225}, {"from": "2026-05-01", "amount": 250}]
    rules = make_rules(
        STUDENT,
        fees=[{"id": "taxe", "label": "Taxe", "amounts": amounts}],
        procedures=[make_procedure("p", costs=[{"fee": "taxe"}])],
    )
    result = paid(rules, {}, today)
    assert result["costs"][0]["amount"] == amount
    assert result["total_cost"] == amount


def test_the_total_counts_certain_costs_only():
    costs = [
        {"label": "Timbre", "amount": 50},
        {"label": "Taxe", "amount": 127.5},
        {"label": "Retard", "amount": 180, "when": {"etudiant": True}},
    ]
    rules = make_rules(STUDENT, procedures=[make_procedure("p", costs=costs)])
    assert paid(rules, {"etudiant": None})["total_cost"] == 177.5


@pytest.mark.parametrize(
    ("costs", "total"),
    [
        ([], None),
        ([{"label": "Taxe", "amount": 250, "when": {"etudiant": True}}], None),
        ([{"label": "Retard", "amount": 180, "possible": True}], None),
        ([{"label": "Dépôt", "amount": 0}], 0),
        ([{"label": "Dépôt", "amount": 0}, {"label": "Visa", "amount": 300, "possible": True}], 0),
        (
            [
                {"label": "Dépôt", "amount": 0},
                {"label": "Taxe", "amount": 250, "when": {"etudiant": True}},
            ],
            None,
        ),
    ],
)
def test_a_price_that_nobody_knows_is_never_nought(costs, total):
    rules = make_rules(STUDENT, procedures=[make_procedure("p", costs=costs)])
    assert paid(rules, {"etudiant": None})["total_cost"] == total


def test_a_possible_cost_is_listed_and_never_in_the_total():
    costs = [
        {"label": "Taxe", "amount": 350},
        {"label": "Visa", "amount": 300, "possible": True},
        {"label": "Retard", "amount": 180, "possible": True, "when": {"etudiant": False}},
    ]
    rules = make_rules(STUDENT, procedures=[make_procedure("p", costs=costs)])
    found = paid(rules, {"etudiant": True})
    assert [(one["label"], one["certainty"]) for one in found["costs"]] == [
        ("Taxe", "certain"),
        ("Visa", "possible"),
    ]
    assert (found["total_cost"], found["possible_cost"]) == (350, 300)
    assert paid(rules, {"etudiant": False})["possible_cost"] == 480


def test_a_catalogue_without_possible_costs_gives_what_it_gave():
    costs = [{"label": "Retard", "amount": 180, "when": {"etudiant": True}}]
    rules = make_rules(STUDENT, procedures=[make_procedure("p", costs=costs)])
    found = paid(rules, {"etudiant": None})
    assert set(found["costs"][0]) == {"label", "amount", "currency", "certainty"}
    assert "possible_cost" not in found
