"""Marks tests by their folder, and gives all of them compiled messages."""

from pathlib import Path

import pytest

from scripts.compile_messages import compile_all

TESTS = Path(__file__).resolve().parent
MARKERS = {
    TESTS / "procedures" / "engine": pytest.mark.engine,
    TESTS / "e2e": pytest.mark.browser,
    TESTS / "benchmarks": pytest.mark.benchmark,
}


def pytest_configure():
    compile_all()


def pytest_collection_modifyitems(items):
    for item in items:
        for folder, marker in MARKERS.items():
            if folder in item.path.parents:
                item.add_marker(marker)
