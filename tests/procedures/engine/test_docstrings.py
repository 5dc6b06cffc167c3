"""The examples in the engine's docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

import procedures.engine

ROOT = Path(procedures.engine.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.rglob("[a-z]*.py")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    module = importlib.import_module(f"procedures.engine.{name}")
    assert doctest.testmod(module).failed == 0
