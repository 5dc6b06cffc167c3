"""The conventions that no other tool checks (CONTRIBUTING.md says why they are so)."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_FILE = 320  # The aim is 300; a few lines over it are not worth a bad cut.
OURS = ("portal", "procedures", "questionnaire", "scripts", "tests", "templates", "static")
SOURCES = [
    path
    for folder in OURS
    for suffix in ("py", "html", "css", "js")
    for path in sorted((ROOT / folder).rglob(f"*.{suffix}"))
    if "vendor" not in path.parts and "migrations" not in path.parts
]
FORBIDDEN_IN_TEMPLATES = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a file of another site": re.compile(
        r"<(?:script|img|iframe|source|use)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//"
        r"|<link\b[^>]*rel=\"stylesheet\"[^>]*href=[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
    "text marked safe": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}
COMMENT = re.compile(r"\{%\s*comment\b.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL)


def name_of(path):
    return str(path.relative_to(ROOT))


def markup(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_keeps_to_the_security_policy(path):
    text = markup(path)
    found = [what for what, pattern in FORBIDDEN_IN_TEMPLATES.items() if pattern.search(text)]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_loads_one_library_a_line_in_order(path):
    loads = re.findall(r"\{%\s*load\s+([^%]+?)\s*%\}", markup(path))
    assert not [load for load in loads if len(load.split()) > 1 and " from " not in load]
    assert loads == sorted(loads)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_extends_first_and_names_its_endblocks(path):
    text = markup(path)
    assert "{% endblock %}" not in text
    assert "{% extends" not in text or text.lstrip().startswith("{% extends")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "components").glob("*.html")), ids=name_of
)
def test_component_lists_its_variables(path):
    assert path.read_text(encoding="utf-8").lstrip().startswith("{% comment")


def test_files_stay_small():
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_source_says_what_should_be_done_later():
    later = re.compile(r"\b(?:TODO|FIXME|XXX)\b(?!\w)")
    found = [
        name_of(path)
        for path in SOURCES
        if path != Path(__file__).resolve() and later.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_style_sheets_ask_nobody_else():
    sheets = [path for path in SOURCES if path.suffix == ".css"]
    assert not [
        name_of(path)
        for path in sheets
        if re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text("utf-8"))
    ]


def test_locks_name_no_host_and_hold_hashes():
    for name in ("run", "dev"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "://" not in lock
        assert "--index-url" not in lock
        pins = re.findall(r"^[a-z][\w.\[\]-]*==[^\n]*\n(?=    --hash)", lock, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-z]", lock, re.MULTILINE))


def test_locks_hold_one_driver_of_postgresql():
    """Django takes psycopg 3 whenever it is there, without a word (decision 18)."""
    for name in ("run", "dev"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert re.findall(r"^psycopg\S*(?===)", lock, re.MULTILINE) == ["psycopg2-binary"]


def test_nothing_that_a_command_makes_is_committed():
    if not (ROOT / ".git").exists():
        return
    listed = subprocess.run(
        ["git", "ls-files", "*.mo", "*.sqlite3", "staticfiles", ".venv"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert listed == ""
