"""The examples in the docstrings of the site are true; those of the engine, beside its tests."""

import doctest
import importlib
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.ROOT)
ENGINE = ROOT / "procedures" / "engine"


def test_examples_are_true():
    files = [path for app in ("portal", "procedures", "questionnaire") for path in told_in(app)]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    results = {name: doctest.testmod(importlib.import_module(name)) for name in names}
    assert sum(result.attempted for result in results.values()) > 100
    assert [name for name, result in results.items() if result.failed] == []


def told_in(app):
    """Return the files of an app that give an example, those of the engine apart."""
    paths = sorted((ROOT / app).rglob("[a-z]*.py"))
    outside = [path for path in paths if ENGINE not in path.parents]
    return [path for path in outside if ">>> " in path.read_text("utf-8")]
