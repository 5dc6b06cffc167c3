"""Runs what is drawn at random last: a table that fails says more, and sooner."""

from hypothesis import is_hypothesis_test


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: is_hypothesis_test(getattr(item, "obj", None)))
