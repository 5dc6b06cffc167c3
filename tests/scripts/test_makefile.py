"""The recipes of the Makefile name files and tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"\b(?:guide_|test_)\w+\.py(?:::\w+)?")


def recipe(target):
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").partition(f"\n{target}: install\n")[2]
    return lines.partition("\n\n")[0]


def missing(named):
    file, _, test = named.partition("::")
    path = ROOT / "tests" / "e2e" / file
    return not path.is_file() or (test and f"def {test}(" not in path.read_text(encoding="utf-8"))


def test_the_pictures_of_the_guides_are_taken_by_tests_that_exist():
    named = NAMED.findall(recipe("guide"))
    assert len(named) > 5
    assert [one for one in named if missing(one)] == []
