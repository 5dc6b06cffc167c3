"""Every test that can be written with the operators of the table, and the values to try it on."""

from datetime import timedelta
from itertools import combinations

from procedures.engine.compiled.day import FactTable
from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.conditions.tree import looks_at_value, truth_of_test
from procedures.engine.proofs.domains import domains_of
from procedures.engine.values.facts import KINDS, Missing
from tests.procedures.engine.builders import TODAY, make_question, make_rules

COLOURS = ("rouge", "vert", "bleu")
VALUES = {
    "choice": COLOURS,
    "country": ("FR", "DZ", "MA"),
    "commune": ("34172", "34003", "82121"),
    "yes_no": (True, False),
    "integer": tuple(range(9)),
    "date": tuple(TODAY + timedelta(days) for days in range(-100, 101)),
    "choices": tuple(some for size in range(4) for some in combinations(COLOURS, size)),
}
NAMED = {**VALUES, "choices": COLOURS, "integer": (2, 5), "date": VALUES["date"][90:150:40]}
GROUPED = ("choice", "country", "commune", "integer", "choices")
FAR = {"years": 9000}
DURATIONS = ({"months": 2}, {"days": 3}, {"days": 0}, {"months": 1, "days": 1}, FAR)


def written(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def operands(shape, kind):
    """Operands of a shape, as data."""
    first, second = map(written, NAMED[kind][:2])
    return {
        "value": (first, second),
        "list": ([first], [first, second]),
        "range": ([first, second], [first, first]),
        "group": (f"groupe_{kind}",),
        "duration": DURATIONS,
        "flag": (True, False),
    }[shape]


def rules_with(when=None):
    """One question of each kind, under the kind's name, and a group of the values of each."""
    questions = [
        make_question(kind, kind, *(COLOURS if kind in ("choice", "choices") else ()))
        for kind in KINDS
    ]
    groups = [
        {"key": f"groupe_{kind}", "fact": kind, "values": [str(one) for one in NAMED[kind][:2]]}
        for kind in GROUPED
    ]
    fin = {"id": "fin", "rank": 1, "title": "Fin", "text": "Fin.", "when": when or {}}
    return make_rules(*questions, groups=groups, orientations=[fin])


RULES = rules_with()


def refuse(path, message, near):
    raise AssertionError(f"{path}: {message}")


def read(data):
    return ConditionReader(RULES.facts, RULES.groups, refuse).read(data)


def written_with(operator):
    """Every test of an operator: each kind with each operand of its shape."""
    for kind in operator.kinds:
        for operand in operands(operator.shape.name, kind):
            yield kind, {kind: {operator.name: operand}}


def check_one_outcome_between_edges(kind, when):
    """What compiled rules and proofs take for one has one outcome."""
    test = read(when)
    states = [*VALUES[kind], *Missing]
    plain = {state: truth_of_test(test, state, TODAY) for state in states}
    table = FactTable({test: (1, 2, 4)}, kind, TODAY)
    assert {state: {1: True, 2: False, 4: None}[table.of(state)] for state in states} == plain
    domain = domains_of([rules_with(when)], TODAY)[kind]
    for value in VALUES[kind]:
        example = domain.classes[domain.class_of(value)].example
        assert truth_of_test(test, example, TODAY) is plain[value]
    assert looks_at_value(test) or len({plain[value] for value in VALUES[kind]}) == 1


def every_test():
    """Return (operator, kind, condition as data) of every test, as parameters."""
    return [
        (name, kind, when)
        for name, operator in OPERATORS.items()
        for kind, when in written_with(operator)
    ]
