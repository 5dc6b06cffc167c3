"""The examples in the engine's docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

import procedures.engine

MODULES = sorted(path.stem for path in Path(procedures.engine.__file__).parent.glob("[a-z]*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    module = importlib.import_module(f"procedures.engine.{name}")
    assert doctest.testmod(module).failed == 0
