"""What is read of a diagram is what its truth table shows."""

from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.proofs.diagrams import FALSE, TRUE, Diagrams
from procedures.engine.proofs.readings import (
    count,
    nearest,
    rows,
    smallest,
    values_of,
    variables_read,
)
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.truth_tables import (
    LEVELS,
    POINTS,
    SIZES,
    build,
    members,
    sets,
    tables,
)

MANY = examples(150)


@MANY
@given(tables(True, False, None, "a"))
def test_variables_and_values_are_those_that_the_table_shows(table):
    store = Diagrams(SIZES)
    one = build(store, table)
    told = dict(zip(POINTS, table, strict=True))
    moving = {
        level
        for level in LEVELS
        for point in POINTS
        for index in range(SIZES[level])
        if told[point] is not told[(*point[:level], index, *point[level + 1 :])]
    }
    assert variables_read(store, one) == moving
    assert set(values_of(store, one)) == set(table)
    assert len(values_of(store, one)) == len(set(table))


@MANY
@given(sets, st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 1)))
def test_the_nearest_member_is_a_member_and_none_is_nearer(table, origin):
    store = Diagrams(SIZES)
    one = build(store, table)
    found = nearest(store, one, origin)
    held = members(table)
    if not held:
        assert found is None
        return
    assert matching(found) <= set(held)
    cost = sum(origin.get(level) != index for level, index in found.items())
    assert cost <= min(sum(origin.get(level) != point[level] for level in LEVELS) for point in held)
    if len(origin) == len(LEVELS):
        assert cost == min(sum(origin[level] != point[level] for level in LEVELS) for point in held)


def matching(path):
    """The points that an assignment leaves open."""
    return {
        point for point in POINTS if all(point[level] == index for level, index in path.items())
    }


@MANY
@given(sets)
def test_the_smallest_member_fixes_no_more_than_needed_along_its_path(table):
    store = Diagrams(SIZES)
    found = smallest(store, build(store, table))
    held = set(members(table))
    if not held:
        assert found is None
        return
    assert matching(found) <= held
    paths = [row for row, value in rows(store, build(store, table)) if value]
    assert len(found) == min(len(row) for row in paths)


def test_an_answer_that_is_kept_is_preferred_to_an_equal_one():
    store = Diagrams([3])
    some = store.variable(0, [FALSE, TRUE, TRUE])
    assert nearest(store, some, {0: 2}) == {0: 2}
    assert nearest(store, some, {0: 0}) == {0: 1}
    assert nearest(store, some, {}) == {0: 1}


@MANY
@given(sets)
def test_members_are_counted(table):
    store = Diagrams(SIZES)
    one = build(store, table)
    assert count(store, one, LEVELS) == len(members(table))
    levels = sorted(variables_read(store, one))
    skipped = 1
    for level in set(LEVELS) - set(levels):
        skipped *= SIZES[level]
    assert count(store, one, levels) * skipped == len(members(table))


@MANY
@given(tables(True, None, "a"))
def test_rows_are_apart_and_cover_everything(table):
    store = Diagrams(SIZES)
    listed = list(rows(store, build(store, table)))
    for point, value in zip(POINTS, table, strict=True):
        here = [
            told
            for classes, told in listed
            if all(point[level] in some for level, some in classes.items())
        ]
        assert here == [value]
