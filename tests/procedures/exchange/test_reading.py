import pytest

from procedures.exchange.reading import read_yaml


def read(text):
    return read_yaml(text.encode(), "questions.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-24", "2026-11-24"),
        ("09:30", "09:30"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".5", ".5"),
        ("82", 82),
        ("-120", -120),
        ("100.5", 100.5),
        ('"82"', "82"),
        ("'true'", "true"),
    ],
)
def test_a_value_is_what_it_says_and_nothing_else(written, value):
    data, problems = read(f"key: {written}")
    assert not problems
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "« a »"),
        ("- {a: 1, a: 2}\n", 1, "deux fois"),
        ("a: [1, 2\nb: 3\n", 2, "YAML"),
        ("a: 1\n\tb: 2\n", 2, "YAML"),
        ("a: 01053\n", 1, '"01053"'),
        ("82: a\n", 1, "clé"),
        ("true: a\n", 1, "clé"),
        ("a: 1\nb: &x 2\nc: *x\n", 2, "ancres"),
        ("a: !!python/object:os.system ls\n", 1, "balises"),
        ("a: !!str 82\n", 1, "balises"),
        ("a: 1\n---\nb: 2\n", 2, "document"),
        ('a: "\\0"\n', 1, "nul"),
        ("a: \x07\n", 1, "caractère"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(text, line, word):
    _, problems = read(text)
    assert problems[0].file == "questions.yaml"
    assert problems[0].path == f"ligne {line}"
    assert word in problems[0].message


def test_every_duplicate_key_of_a_file_is_told():
    _, problems = read("- {a: 1, a: 2}\n- {b: 1, b: 2}\n")
    assert [problem.path for problem in problems] == ["ligne 1", "ligne 2"]


def test_a_file_that_is_not_utf_8_is_refused_with_its_line():
    data, problems = read_yaml("a: 1\nb: é\n".encode("latin-1"), "fees.yaml")
    assert data is None
    assert (problems[0].file, problems[0].path) == ("fees.yaml", "ligne 2")


def test_blocks_nested_too_deeply_are_refused():
    _, problems = read("[" * 5000 + "]" * 5000)
    assert problems


def test_a_file_of_comments_holds_nothing():
    assert read("# rien\n") == (None, [])
