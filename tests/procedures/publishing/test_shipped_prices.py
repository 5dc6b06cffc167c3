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


# --- each amount of a text is among the costs, or says what it is

AMOUNT = re.compile(r"(\d[\d\u00a0\u202f ]*(?:,\d+)?) €")
# What somebody earns, owns or invests is no price. The amount, or the words beside it, tell.
NOT_A_PRICE = re.compile(
    r"brut par|par mois|SMIC|investi|financement|ancien montant de|expérience, et 30.000"
)
ALGERIANS = "the agreement of 1968 leaves the price open: the general one stands there to compare"
# {(procedure, amount): why it is not a cost of the procedure}. « dz_ » stands for all of them.
EXPLAINED = {
    ("vls_ts_validation", 180): "asked for the next card, not for the visa",
    ("algerien_certificat_1_an", 250): ALGERIANS,
    ("algerien_certificat_1_an", 350): ALGERIANS,
    ("dz_", 150): ALGERIANS,
    ("dz_", 250): ALGERIANS,
    ("dz_", 350): ALGERIANS,
}


def amounts_of(text):
    """Yield (amount, the words around it) of each amount in euros of a French text."""
    for found in AMOUNT.finditer(text):
        digits = re.sub(r"[\u00a0\u202f ]", "", found[1]).replace(",", ".")
        yield Decimal(digits), text[max(0, found.start() - 60) : found.end() + 30]


def texts_of(procedure):
    """Yield all French texts that a procedure shows, but for its costs."""
    yield procedure.title
    yield procedure.summary
    yield procedure.result
    yield procedure.processing_time
    yield procedure.validity
    yield procedure.meanwhile.text
    for step in procedure.steps:
        yield from (step.text, step.late, *(one.text for one in step.warnings))
    for one in (*procedure.warnings, *procedure.documents, *procedure.stances):
        yield from (getattr(one, name, {}) for name in ("text", "note", "group", "lead"))


def known_of(procedure):
    """Return what the costs add up to: each alone, two or three together, and their labels'."""
    known = {Decimal(0)}
    for cost in procedure.costs:
        fee = RULES.fees.get(cost.fee)
        amount = fee.amount_on(DAY) if fee else cost.amount
        label = (fee.label if fee else cost.label).get("fr", "")
        if amount is not None:
            known |= {amount + one for one in known}
        known |= {said for said, _ in amounts_of(label)}
    return known


def test_no_text_names_an_amount_that_the_costs_do_not_know():
    untold, unused = [], set(EXPLAINED)
    for procedure in RULES.procedures.values():
        known = known_of(procedure)
        for text in texts_of(procedure):
            for amount, around in amounts_of(text.get("fr", "")):
                if amount in known or NOT_A_PRICE.search(around):
                    continue
                names = {(procedure.id, amount), (procedure.id[:3], amount)} & set(EXPLAINED)
                unused -= names
                if not names:
                    untold.append((procedure.id, str(amount), around))
    assert untold == []
    assert not unused, "an explanation that nothing needs any more"


# --- a price that is not sure

# Where to ask, or that nothing is to be paid before somebody asks for it.
SAYS_WHERE = re.compile(
    r"à vérifier|[Dd]emandez-le|[Dd]emandez (?:d'abord|avant|conseil)|sur le site|gratuit"
    r"|[Nn]e payez"
)


def test_a_price_that_only_may_be_asked_says_where_to_confirm_it():
    unsure = [
        procedure
        for procedure in RULES.procedures.values()
        if procedure.costs and all(cost.possible for cost in procedure.costs)
    ]
    silent = [
        procedure.id
        for procedure in unsure
        if not any(
            re.search("prix|coûte", text.get("fr", "")) and SAYS_WHERE.search(text["fr"])
            for text in texts_of(procedure)
        )
    ]
    assert len(unsure) > 20
    assert silent == []
