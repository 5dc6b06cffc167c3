"""The recipes leave out no file: what one adds stands in the files that it names, and in no other.

Each is held to an example that the house has already: whatever file names it, the recipe names too.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECIPES = {
    one.partition("\n")[0]: one
    for one in (ROOT / "docs" / "recipes.md").read_text("utf-8").split("\n## ")[1:]
}
QUOTED = re.compile(r"`([^`\n]+)`")
CODE = ("procedures", "questionnaire", "portal", "templates", "static", "tests/procedures/admin")
# Tests of one subject are no place to change, but the tables of these are.
TABLES = ("matrix_pages.py", "desk_pages.py")


def naming(pattern):
    """Return the names of the files of code that hold an example."""
    command = ["git", "grep", "-lwE", "--untracked", pattern, "--", *CODE, ":!*/migrations/*"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {
        name
        for name in found.splitlines()
        if not name.startswith("tests/") or name.endswith(TABLES)
    }


@pytest.mark.parametrize(
    ("recipe", "example", "own"),
    [
        # (recipe, what names the example in code, the files that are of this example alone)
        ("To add a kind of channel", "online_form", set()),
        ("To add an operator", "since_less_than", set()),
        ("To add an anonymous count", "DEAD_END|dead_end", set()),
        ("To add a check of the catalogue", "half_verified", set()),
        ("To add a finding of the proofs", "gap_no_step", set()),
        (
            "To add an own page to the desk",
            "desk_uncertain|uncertain_page",
            {"watching/__init__.py", "watching/statements_page.py"},
        ),
    ],
)
def test_recipe_names_every_file_of_an_example(recipe, example, own):
    quoted = {one for one in QUOTED.findall(RECIPES[recipe]) if "." in one}
    found = naming(example)
    assert found
    left_out = {
        name for name in found if not any(f"/{name}".endswith(f"/{one}") for one in quoted | own)
    }
    assert left_out == set()
