"""Runs what is drawn at random last, or not at all (``EXAMPLES=0``): tables say more, sooner."""

from hypothesis import is_hypothesis_test

from tests.procedures.engine.examples import SHARE


def pytest_collection_modifyitems(config, items):
    drawn = {item: None for item in items if is_hypothesis_test(getattr(item, "obj", None))}
    if not SHARE:
        config.hook.pytest_deselected(items=list(drawn))
    kept = list(drawn) if SHARE else []
    items[:] = [item for item in items if item not in drawn] + kept
