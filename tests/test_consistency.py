"""The conventions that no other tool checks; CONTRIBUTING.md explains them."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
LONGEST_FILE = 320  # The aim is 300; a few lines over it are not worth a bad cut.
OURS = ("portal", "procedures", "questionnaire", "scripts", "tests", "templates", "static")
SOURCES = [
    path
    for folder in OURS
    for suffix in ("py", "html", "css", "js")
    for path in sorted((ROOT / folder).rglob(f"*.{suffix}"))
    if {"vendor", "migrations", "node_modules"}.isdisjoint(path.parts)
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
LOAD = re.compile(r"\{%\s*load\s+([^%]+?)\s*%\}")
# How Django writes days where a page has no words of ours: the pages of accounts.
LANGUAGES_OF_ACCOUNTS = {f"portal/formats/{language}/formats.py" for language in ("ar", "en")}
NAMED_FILE = re.compile(r"`([\w./-]+\.(?:py|md|html|css|js|yaml|toml))`")
COMMENT = re.compile(r"\{%\s*comment\b.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL)


def name_of(path):
    return str(path.relative_to(ROOT))


def markup(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_templates_keep_to_the_security_policy():
    assert [
        f"{name_of(path)} has {what}"
        for path in TEMPLATES
        for what, pattern in FORBIDDEN_IN_TEMPLATES.items()
        if pattern.search(markup(path))
    ] == []


def test_templates_load_one_library_a_line_in_order():
    loads = {name_of(path): LOAD.findall(markup(path)) for path in TEMPLATES}
    assert {
        name: found
        for name, found in loads.items()
        if found != sorted(found)
        or any(len(one.split()) > 1 and " from " not in one for one in found)
    } == {}


def test_days_are_written_in_one_place():
    """« 1er janvier », « 01/01/2027 »: by the engine's words, and the filters that call them."""
    places = {"procedures/engine/conditions/words.py", *LANGUAGES_OF_ACCOUNTS}
    spelt = re.compile(r"%d/%m|\bd/m/Y\b|\bj (?:F|N|M)\b")
    assert {
        name_of(path)
        for path in SOURCES
        if path.parts[len(ROOT.parts)] != "tests" and spelt.search(path.read_text("utf-8"))
    } == places


def test_templates_extend_first():
    extending = [path for path in TEMPLATES if "{% extends" in markup(path)]
    assert extending
    assert [
        name_of(path) for path in extending if not markup(path).lstrip().startswith("{% extends")
    ] == []


def test_templates_name_their_endblocks():
    assert [name_of(path) for path in TEMPLATES if "{% endblock %}" in markup(path)] == []


def test_components_list_their_variables():
    heads = {
        name_of(path): path.read_text("utf-8").split("{% endcomment %}")[0] for path in COMPONENTS
    }
    assert [
        name
        for name, head in heads.items()
        if not head.startswith("{% comment %}\n") or len(head.splitlines()) < 2
    ] == []


def test_components_include_only_what_they_name():
    assert [
        f"{name_of(path)}: {tag}"
        for path in COMPONENTS
        for tag in re.findall(r"\{% (?:cached_)?include .*? %\}", path.read_text("utf-8"))
        if not tag.endswith(" only %}")
    ] == []


def test_files_stay_small():
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_the_map_fits_two_screens():
    """A screen shows some sixty lines."""
    assert len((ROOT / "docs" / "architecture.md").read_text("utf-8").splitlines()) <= 2 * 60


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


# A concept's model, the engine's value, the key of its plain data and its form field share a name.
LAYERS_THAT_SHARE = ("procedures/models", "procedures/engine", "procedures/exchange/columns.py")
FORM_FIELDS = (
    "procedures/models/fields.py",
    "procedures/admin/fields.py",
    "procedures/admin/hours_field.py",
    "procedures/admin/link_field.py",
    "procedures/admin/window_field.py",
)
SHARED = {
    "Command": "Django finds the commands by this name.",
    "Listed": "A list of entries in plain data, in its operand and in forms.",
    "Choice": "A value that a question offers, and its bit in the compiled form.",
    "Group": "A named set of values, and the operand that names one.",
}


def test_one_class_name_is_one_concept():
    defined = {}
    for path in SOURCES:
        name = name_of(path)
        if path.suffix == ".py" and name.split("/")[0] in ("portal", "procedures", "questionnaire"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    defined.setdefault(node.name, []).append(name)
    twice = {
        name: places
        for name, places in defined.items()
        if len(places) > 1 and name not in SHARED and not _share_by_layer(places)
    }
    assert twice == {}


def _share_by_layer(places):
    if all(place in FORM_FIELDS for place in places):
        return True
    layers = [one for place in places for one in LAYERS_THAT_SHARE if place.startswith(one)]
    return len(layers) == len(places) == len(set(layers))


@cache
def own_files(pattern):
    """Return the files of the project: what a tool installs beside them is ignored by git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", pattern]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in said.split("\0") if name and (ROOT / name).exists()]


def test_documents_name_files_that_exist():
    folders = (*OURS, "docs", "catalogue", "law", "requirements")
    files = [*ROOT.glob("*.*"), *(one for name in folders for one in (ROOT / name).rglob("*.*"))]
    ends = {f"/{name_of(path)}" for path in files}
    assert [
        f"{name_of(document)} names {name}"
        for document in own_files("*.md")
        for name in NAMED_FILE.findall(document.read_text(encoding="utf-8"))
        if not any(end.endswith(f"/{name}") for end in ends)
    ] == []


RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8").split("\n## ")
QUOTED = re.compile(r"`([^`\n]+)`")


def named(place):
    """Return the files that a document calls « place »: a file, a folder, the end of a path."""
    place = place.replace("<language>", "en").replace("/es/", "/en/").strip("/")
    return [one for one in own_files("*") if f"/{place}/" in f"/{name_of(one)}/"]


@pytest.mark.parametrize("recipe", RECIPES[1:], ids=lambda one: one.partition("\n")[0])
def test_recipe_names_what_is_there(recipe):
    """A name that it quotes stands in a file or a folder that it quotes; so does its target."""
    said = QUOTED.findall(re.sub(r"```.*?```", "", recipe, flags=re.DOTALL))
    places = [one for one in said if re.search(r"/|\.(?:py|html|yaml|md)$", one)]
    assert [one for one in places if not named(one)] == []
    files = {ROOT / "Makefile", *(file for one in places for file in named(one))}
    texts = "\n".join(file.read_text("utf-8") for file in files if file.suffix != ".gz")
    words = {
        word
        for one in {*said} - {*places}
        for word in re.findall(r"[A-Za-z_]\w*", one.partition("(")[0])
    }
    assert {word for word in words if not re.search(rf"\b{word}\b", texts)} == set()


def test_recipes_say_which_tests_to_run():
    rows = [line for line in RECIPES[0].splitlines() if line.startswith("| [")]
    headings = {"#" + one.partition("\n")[0].lower().replace(" ", "-") for one in RECIPES[1:-1]}
    assert {re.search(r"\((#.*?)\)", row)[1] for row in rows} == headings
    tests = [one for row in rows for one in QUOTED.findall(row.split("|")[3])]
    assert [one for one in tests if not (ROOT / one).exists()] == []


def test_answers_of_the_first_week_hold_what_they_name():
    """« LIFETIME in run.py »: the name is in a file of its line, or the answer leads nowhere."""
    answers = [line.split("|")[2] for line in RECIPES[-1].splitlines() if line.startswith("| ")][1:]
    assert len(answers) == 10
    wrong = []
    for answer in answers:
        said = re.findall(r"`([^`]+)`", answer)
        files = [one for one in said if "." in one]
        names = [one for one in said if "." not in one and " " not in one]
        texts = [path.read_text("utf-8") for one in files for path in own_files(f"*{one}")]
        wrong += [one for one in names if not any(one in text for text in texts)]
    assert wrong == []
