"""An upgrade of Django looks at what the desk uses of its private parts: the list is whole."""

import ast
import re
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[3]
DESK = ROOT / "procedures" / "admin"
# The folders of Django whose classes the desk extends.
EXTENDED = [Path(django.__file__).parent / name for name in ("contrib/admin", "forms")]
DOCUMENTED = {"_meta"}


def private_names(folder):
    """Return the private names that classes define, and that anything asks of an object."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py"))
    names = {name for tree in trees for node in ast.walk(tree) for name in _named(node)}
    return {name for name in names if re.match("_[a-z]", name)} - DOCUMENTED


def _named(node):
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.ClassDef):
        yield from (one.name for one in node.body if isinstance(one, ast.FunctionDef))
    elif isinstance(node, ast.ImportFrom):
        yield from (one.name for one in node.names)


def test_the_private_parts_of_django_are_listed():
    readme = (DESK / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `[\w.]+\.(_\w+)`", readme, re.MULTILINE)
    of_django = set().union(*map(private_names, EXTENDED))
    assert sorted(listed) == sorted(private_names(DESK) & of_django)
