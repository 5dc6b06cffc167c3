"""Every operator of the table keeps its record's word: what holds for all is asked of each.

A new record is tested here without a line more: on every kind of facts that it names, with every
operand of its shape, over values on all sides of its edges.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from procedures.engine.compiled.day import FactTable
from procedures.engine.conditions.operators import OPERATORS, bare_operator
from procedures.engine.conditions.tree import (
    FactTest,
    edges_of,
    groups_of,
    looks_at_value,
    passes,
    to_data,
    truth_of_test,
)
from procedures.engine.conditions.words import Wording
from procedures.engine.values.facts import Missing
from tests.procedures.engine.builders import TODAY

from .every_operator import RULES, check_one_outcome_between_edges, every_test, read


@pytest.mark.parametrize(("name", "kind", "when"), every_test())
def test_values_that_no_edge_parts_have_one_outcome(name, kind, when):
    check_one_outcome_between_edges(kind, when)


@pytest.mark.parametrize(("name", "kind", "when"), every_test())
def test_what_is_read_is_written_and_read_again(name, kind, when):
    test = read(when)
    assert (test.fact, test.operator) == (kind, name)
    again = read(to_data(test))
    assert again == test
    bare = to_data(test)[kind]
    assert OPERATORS[name].bare is not isinstance(bare, dict)
    if OPERATORS[name].bare:
        shape = "list" if isinstance(bare, list) else "value"
        assert bare_operator(kind, shape) == name


@pytest.mark.parametrize(("name", "kind", "when"), every_test())
def test_names_in_an_operand_are_those_that_a_renaming_passes(name, kind, when):
    shape = OPERATORS[name].shape
    passed = []
    data = when[kind][name]

    def note(one):
        passed.append(one)
        return one

    assert shape.renamed(data, note, note) == data
    assert bool(passed) is (
        shape.names == "group"
        or (
            shape.names == "value"
            and isinstance(next(iter(data), None) if isinstance(data, list) else data, str)
        )
    )
    assert groups_of(read(when)) == ({data} if shape.names == "group" else set())


@pytest.mark.parametrize("edges", [(), (3,)])
def test_edges_that_an_operator_leaves_out_are_noticed(monkeypatch, edges):
    wrong = replace(OPERATORS["between"], edges=lambda operand, today: edges)
    monkeypatch.setitem(OPERATORS, "between", wrong)
    with pytest.raises((AssertionError, TypeError)):
        check_one_outcome_between_edges("integer", {"integer": {"between": [2, 5]}})


@pytest.mark.parametrize(
    "ask",
    [
        lambda test: passes(test, 3, TODAY),
        lambda test: truth_of_test(test, Missing.UNKNOWN, TODAY),
        lambda test: edges_of(test, TODAY),
        lambda test: FactTable({test: (1, 2, 4)}, "integer", TODAY),
        looks_at_value,
        groups_of,
        to_data,
        Wording(RULES).condition,
    ],
)
def test_an_operator_that_is_not_in_the_table_raises_wherever_it_is_asked(ask):
    with pytest.raises(KeyError, match="zzz"):
        ask(FactTest("integer", "zzz", 3))


def test_the_document_lists_every_operator():
    rows = "\n".join(
        f"| `{name}` | {', '.join(sorted(one.kinds))} | {type(one.shape).__name__} | "
        f"{one.words.holds.replace('{}', '…')} |"
        for name, one in OPERATORS.items()
    )
    page = Path(__file__).parents[4] / "docs" / "format.md"
    listed = page.read_text("utf-8").partition("## Operators\n")[2].partition("\n## ")[0]
    assert [one for one in listed.splitlines() if one.startswith("| `")] == rows.splitlines(), rows
