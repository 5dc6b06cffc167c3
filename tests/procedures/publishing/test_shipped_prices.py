"""The shipped catalogue: the lists of costs say what the texts say."""

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
