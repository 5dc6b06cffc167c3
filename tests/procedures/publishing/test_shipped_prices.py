"""The shipped catalogue: the lists of costs say what the texts say."""

import re
from datetime import date
from decimal import Decimal

from procedures.engine.conditions.tree import AnyOf

from .test_shipped_catalogue import shipped

REGULARISATION = "visa_regularisation"
_, RULES = shipped()


def speaks(text):
    words = text.get("fr", "")
    return "régularisation" in words and "300 €" in words


def told_of(procedure):
    """Return the conditions under which a warning speaks of the « visa de régularisation »."""
    return [one.when for one in procedure.warnings if speaks(one.text)]


def charged(procedure):
    """Return the conditions under which the « visa de régularisation » is among the costs."""
    found = []
    for cost in procedure.costs:
        if cost.fee == REGULARISATION:
            found += cost.when.parts if isinstance(cost.when, AnyOf) else [cost.when]
    return found


def test_whoever_is_warned_of_the_regularisation_sees_it_among_the_costs():
    missing = [
        procedure.id
        for procedure in RULES.procedures.values()
        if not set(map(repr, told_of(procedure))) <= set(map(repr, charged(procedure)))
    ]
    assert missing == []


def test_whoever_is_told_when_late_can_see_it_among_the_costs():
    missing = [
        procedure.id
        for procedure in RULES.procedures.values()
        if any(speaks(step.late) for step in procedure.steps) and not charged(procedure)
    ]
    assert missing == []


def test_the_regularisation_is_never_certain():
    lines = [
        cost
        for procedure in RULES.procedures.values()
        for cost in procedure.costs
        if cost.fee == REGULARISATION
    ]
    assert lines
    assert all(cost.possible for cost in lines)


# Sentences that name the price of the card without a doubt, and which price they name.
TOLD = (
    (re.compile(r"Cette carte coûte (\d+) €"), "certain"),
    (re.compile(r"prix de la carte \((\d+) €\)"), "certain"),
    (re.compile(r"soit (\d+) € en tout"), "with what is possible"),
)
DAY = date(2026, 11, 26)


def prices_of(procedure, when):
    """Return {what: sum} of the costs of those of whom a condition holds, or who all pay."""
    same = [one for one in procedure.costs if repr(one.when) in (repr(when), "All(parts=())")]
    amounts = [
        (RULES.fees[one.fee].amount_on(DAY) if one.fee else one.amount, one.possible)
        for one in same
    ]
    certain = sum((amount for amount, possible in amounts if not possible), Decimal(0))
    whole = sum((amount for amount, _ in amounts), Decimal(0))
    return {"certain": certain, "with what is possible": whole}


def test_a_price_that_a_warning_names_is_the_one_that_the_costs_add_up_to():
    told, wrong = 0, []
    for procedure in RULES.procedures.values():
        for warning in procedure.warnings:
            for pattern, what in TOLD:
                for amount in pattern.findall(warning.text["fr"]):
                    told += 1
                    if prices_of(procedure, warning.when)[what] != Decimal(amount):
                        wrong.append((procedure.id, warning.text["fr"]))
    assert told >= 5
    assert wrong == []


def test_what_the_label_of_a_fee_adds_up_is_its_amount():
    tax = re.compile(r"taxe de (\d+) € et timbre de (\d+) €")
    told, wrong = 0, []
    for fee in RULES.fees.values():
        for parts in tax.findall(fee.label["fr"]):
            told += 1
            if sum(map(int, parts)) != fee.amount_on(DAY):
                wrong.append(fee.id)
    assert told >= 4
    assert wrong == []
