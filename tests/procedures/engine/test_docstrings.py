"""The examples in the engine's docstrings are true."""

import doctest
import importlib
from pathlib import Path

import procedures.engine

ROOT = Path(procedures.engine.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.rglob("[a-z]*.py")
)


def test_examples_are_true():
    modules = [importlib.import_module(f"procedures.engine.{name}") for name in MODULES]
    results = {module.__name__: doctest.testmod(module) for module in modules}
    assert sum(result.attempted for result in results.values()) > 40
    assert [name for name, result in results.items() if result.failed] == []
