import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.exchange.reading import WIDTH, read_yaml, write_yaml
from tests.procedures.engine.examples import examples
from tests.procedures.exchange.drawn_entries import TEXTS, WORDS

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.integers(-(10**6), 10**6).map(lambda cents: cents / 100)
    | TEXTS
    | st.sampled_from(["NO", "yes", "~", "null", "1", "01", "2026-11-24", "- a", "# a", "a: b", ""])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


@examples(100)
@given(st.lists(st.dictionaries(WORDS, VALUES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(entries):
    assert read_yaml(write_yaml(entries).encode(), "x.yaml") == (entries, [])


@examples(100)
@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=4))
def test_a_mapping_reads_back_the_same(mapping):
    assert read_yaml(write_yaml(mapping).encode(), "x.yaml") == (mapping, [])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("etudes", "etudes"),
        ("DZ", "DZ"),
        ("NO", '"NO"'),
        ("82", '"82"'),
        ("2026-11-24", "2026-11-24"),
        ("Où vivez-vous ?", '"Où vivez-vous ?"'),
        (True, "true"),
        ({"months": 6}, "{months: 6}"),
    ],
)
def test_codes_are_plain_and_what_could_be_misread_is_quoted(value, written):
    assert write_yaml({"key": value}) == f"key: {written}\n"


def test_a_long_text_is_folded_within_the_width():
    text = write_yaml([{"id": "a", "text": "mot " * 100 + "fin"}])
    assert "text: >-" in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_a_condition_stays_on_one_line_and_entries_are_apart():
    entries = [{"id": "a", "when": {"age": {"gte": 18}}}, {"id": "b"}]
    assert write_yaml(entries) == "- id: a\n  when: {age: {gte: 18}}\n\n- id: b\n"
