"""The tests that the condition builder offers, taken from the table of operators.

The builder's script knows shapes of operands but no operator: this module tells it the test and the
words of each operator.
"""

from collections.abc import Iterator

from procedures.engine.conditions.operands import Operator
from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.values.facts import KINDS
from procedures.engine.values.plain import PlainDict

# One test stands for « is » and for « is one of »: the catalogue writes both without operator.
BARE = "is"
CONTRARY = "not "


def offered_operators() -> dict[str, PlainDict]:
    """Return {operator: the builder's test and the shape of its operand}.

    ``contrary`` says whether the builder has a test for the contrary, which the catalogue writes
    under « not ». A flag has none: its contrary is written with the value false.
    """
    return {
        name: {
            "test": _test(operator),
            "shape": "list" if operator.bare else operator.shape.name,
            "contrary": operator.shape.name != "flag" and bool(operator.words.contrary),
        }
        for name, operator in OPERATORS.items()
    }


def offered_tests() -> dict[str, list[list[str]]]:
    """Return {kind of fact: [[test, words before the operand, words after…]]}."""
    return {kind: list(_tests_of(kind)) for kind in KINDS}


def _tests_of(kind: str) -> Iterator[list[str]]:
    offered = [one for one in OPERATORS.values() if kind in one.kinds and one.offered is not None]
    for operator in sorted(offered, key=lambda one: one.offered or 0):
        words, test = operator.words_for(kind), _test(operator)
        yield [test, *_pieces(words.holds)]
        if words.contrary:
            yield [f"{CONTRARY}{test}", *_pieces(words.contrary)]


def _test(operator: Operator) -> str:
    return BARE if operator.bare else operator.name


def _pieces(sentence: str) -> list[str]:
    return [one.strip() for one in sentence.split("{}")]
