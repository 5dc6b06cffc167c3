"""Diagrams are their truth tables, whatever is computed with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.proofs.diagrams import (
    FALSE,
    IS_ANOTHER,
    IS_FALSE,
    IS_TRUE,
    IS_UNKNOWN,
    TRUE,
    UNKNOWN,
    Diagrams,
    OutOfSteps,
)
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.truth_tables import (
    LEVELS,
    POINTS,
    SIZES,
    build,
    members,
    read,
    sets,
    tables,
    truths,
)

MANY = examples(150)
BITS = {False: IS_FALSE, True: IS_TRUE, None: IS_UNKNOWN}


def conjunction(pair):
    return False if False in pair else None if None in pair else True


def disjunction(pair):
    return True if True in pair else None if None in pair else False


@MANY
@given(truths, truths)
def test_equal_functions_are_the_same_number_and_others_are_not(first, second):
    store = Diagrams(SIZES)
    one, other = build(store, first), build(store, second)
    assert read(store, one) == first
    assert (one == other) is (first == second)


@MANY
@given(truths, truths)
def test_and_or_and_not_are_kleenes(first, second):
    store = Diagrams(SIZES)
    one, other = build(store, first), build(store, second)
    pairs = list(zip(first, second, strict=True))
    assert read(store, store.both(one, other)) == tuple(map(conjunction, pairs))
    assert read(store, store.either(one, other)) == tuple(map(disjunction, pairs))
    assert store.both(one, other) == store.both(other, one)
    assert read(store, store.negate(one)) == tuple(
        None if truth is None else not truth for truth in first
    )
    assert store.negate(store.negate(one)) == one


@MANY
@given(truths)
def test_each_truth_has_its_set(table):
    store = Diagrams(SIZES)
    one = build(store, table)
    for truth, bit in BITS.items():
        made = store.restrict(TRUE, one, bit)
        assert read(store, made) == tuple(value is truth for value in table)
    assert store.certain(one) == store.restrict(TRUE, one, IS_TRUE)


@MANY
@given(truths, tables("a", "b"), tables("a", "c", ""), tables("b", 0))
def test_a_choice_follows_its_condition(condition, true, false, unknown):
    store = Diagrams(SIZES)
    made = store.choose(
        build(store, condition), *(build(store, one) for one in (true, false, unknown))
    )
    branches = {True: true, False: false, None: unknown}
    expected = tuple(branches[truth][index] for index, truth in enumerate(condition))
    assert read(store, made) == expected


@MANY
@given(tables(0, 1, 2, 3), tables(0, 1, 2, 3))
def test_values_are_mapped_and_combined_point_by_point(first, second):
    store = Diagrams(SIZES)
    one, other = build(store, first), build(store, second)
    assert read(store, store.map(one, lambda value: value // 2, "half")) == tuple(
        value // 2 for value in first
    )
    assert read(store, store.map(one, lambda value: value % 2, "odd")) == tuple(
        value % 2 for value in first
    )
    less = store.combine(one, other, lambda a, b: a - b, "less")
    assert read(store, less) == tuple(a - b for a, b in zip(first, second, strict=True))
    least = store.combine(one, other, min, "least")
    assert read(store, least) == tuple(map(min, first, second))


@MANY
@given(sets, sets)
def test_sets_meet_and_lose_what_they_share(first, second):
    store = Diagrams(SIZES)
    one, other = build(store, first), build(store, second)
    shared = [a and b for a, b in zip(first, second, strict=True)]
    assert store.meet(one, other) is any(shared)
    assert store.meet(other, one) is any(shared)
    assert read(store, store.without(one, other)) == tuple(
        a and not b for a, b in zip(first, second, strict=True)
    )


@MANY
@given(sets, tables(True, False, None, "a"), st.integers(0, 15))
def test_what_a_truth_is_inside_a_set(care, table, values):
    store = Diagrams(SIZES)
    held, truth = build(store, care), build(store, table)
    wanted = [bool(BITS.get(one, IS_ANOTHER) & values) for one in table]
    kept = tuple(a and b for a, b in zip(care, wanted, strict=True))
    assert read(store, store.restrict(held, truth, values)) == kept
    assert store.takes(held, truth, values) is any(kept)
    assert store.values(truth) == sum({BITS.get(one, IS_ANOTHER) for one in table})


@MANY
@given(sets, tables("a", False, None), tables("a", False, None))
def test_functions_may_be_the_same_inside_a_set(care, first, second):
    store = Diagrams(SIZES)
    held, one, other = build(store, care), build(store, first), build(store, second)
    points = zip(care, first, second, strict=True)
    assert store.same_in(held, one, other) is all(a == b for inside, a, b in points if inside)


@MANY
@given(sets, tables("a", False, None), st.sampled_from(LEVELS))
def test_one_variable_alone_may_change_a_function_inside_a_set(care, table, level):
    store = Diagrams(SIZES)
    met = {}
    for point, inside, value in zip(POINTS, care, table, strict=True):
        if inside:
            met.setdefault((*point[:level], *point[level + 1 :]), set()).add(value)
    changes = any(len(values) > 1 for values in met.values())
    assert store.varies(build(store, table), build(store, care), level) is changes


@MANY
@given(sets, st.sampled_from(LEVELS))
def test_a_variable_is_freed(table, level):
    store = Diagrams(SIZES)
    one = build(store, table)
    held = set(members(table))

    def moved(point, index):
        return (*point[:level], index, *point[level + 1 :])

    freed = tuple(any(moved(p, i) in held for i in range(SIZES[level])) for p in POINTS)
    assert read(store, store.any_class_of(one, level)) == freed


def test_terminals_are_told_apart_by_type():
    store = Diagrams([2])
    assert (store.terminal(False), store.terminal(True), store.terminal(None)) == (0, 1, 2)
    assert store.terminal(None) == UNKNOWN
    assert store.terminal(1) != TRUE
    assert store.terminal(0) != FALSE
    assert store.value(store.terminal("a")) == "a"
    assert store.is_terminal(TRUE)
    assert not store.is_terminal(store.variable(0, [FALSE, TRUE]))


def test_a_node_is_made_once_and_counted():
    store = Diagrams([2, 2])
    before = len(store)
    one = store.variable(1, [FALSE, TRUE])
    assert store.variable(1, [FALSE, TRUE]) == one
    assert store.variable(0, [one, one]) == one
    assert len(store) == before + 1
    assert (store.level(one), store.kids(one)) == (1, (FALSE, TRUE))


def parity(store):
    """A diagram of one node a variable and class, and as many steps."""
    made = FALSE
    for level in range(len(store.sizes)):
        bit = store.variable(level, [FALSE, TRUE])
        made = store.combine(made, bit, lambda a, b: a is not b, "differs")
    return made


def test_the_step_limit_stops_the_work_and_allow_starts_anew():
    store = Diagrams([2] * 6, limit=10)
    with pytest.raises(OutOfSteps):
        parity(store)
    with pytest.raises(OutOfSteps):
        store.variable(0, [TRUE, FALSE])
    store.allow()
    store.variable(0, [TRUE, FALSE])
    store.allow(1)
    store.variable(4, [TRUE, FALSE])
    with pytest.raises(OutOfSteps):
        store.variable(5, [TRUE, FALSE])
    store.allow(1000)
    parity(store)


WORK = {
    "both": lambda store, one, other: store.both(one, other),
    "either": lambda store, one, other: store.either(one, other),
    "negate": lambda store, one, other: store.negate(one),
    "combine": lambda store, one, other: store.combine(one, other, max, "most"),
    "choose": lambda store, one, other: store.choose(one, other, FALSE, FALSE),
    "meet": lambda store, one, other: store.meet(one, other),
    "kept": lambda store, one, other: store.restrict(one, other, IS_TRUE),
    "takes": lambda store, one, other: store.takes(one, other, IS_TRUE),
    "same": lambda store, one, other: store.same_in(one, other, TRUE),
    "varies": lambda store, one, other: store.varies(one, other, 2),
}


@pytest.mark.parametrize("name", WORK)
def test_every_kind_of_work_is_limited_and_done_once(name):
    store = Diagrams([2] * 4)
    one, other = (
        store.combine(
            store.variable(first, [FALSE, TRUE]),
            store.variable(second, [FALSE, TRUE]),
            lambda a, b: a is not b,
            "differs",
        )
        for first, second in ((0, 2), (1, 3))
    )
    store.allow(2)
    with pytest.raises(OutOfSteps):
        WORK[name](store, one, other)
    store.allow()
    made = WORK[name](store, one, other)
    store.allow(0)
    assert WORK[name](store, one, other) == made
