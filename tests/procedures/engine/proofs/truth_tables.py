"""Functions of a few variables as truth tables, to hold diagrams against."""

from itertools import product

from hypothesis import strategies as st

SIZES = (2, 3, 2, 2)
POINTS = list(product(*(range(size) for size in SIZES)))
LEVELS = range(len(SIZES))


def tables(*values):
    """Every function of the variables, one value a point; simple ones are as likely."""
    free = st.lists(st.sampled_from(values), min_size=len(POINTS), max_size=len(POINTS))
    read = st.sets(st.sampled_from(LEVELS), max_size=2)
    few = st.builds(_reading_few, st.randoms(use_true_random=False), read, st.just(values))
    return st.one_of(free.map(tuple), few)


def _reading_few(random, levels, values):
    chosen = {}
    return tuple(
        chosen.setdefault(tuple(point[level] for level in sorted(levels)), random.choice(values))
        for point in POINTS
    )


truths = tables(True, False, None)
sets = tables(True, False)


def build(store, table, level=0):
    if level == len(SIZES):
        return store.terminal(table[0])
    width = len(table) // SIZES[level]
    parts = [table[index * width : (index + 1) * width] for index in range(SIZES[level])]
    return store.variable(level, [build(store, part, level + 1) for part in parts])


def value_at(store, diagram, assignment):
    """Return the value of a diagram for an assignment of every variable that it reads."""
    while not store.is_terminal(diagram):
        diagram = store.kids(diagram)[assignment[store.level(diagram)]]
    return store.value(diagram)


def read(store, diagram):
    return tuple(value_at(store, diagram, dict(enumerate(point))) for point in POINTS)


def members(table):
    return [point for point, held in zip(POINTS, table, strict=True) if held]
