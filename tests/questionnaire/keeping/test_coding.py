"""A code gives back what it was made of, and anything else is refused, however it is made."""

import json
import zlib
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.keeping.link import LONGEST_CODE, BadCode, CodedRun, decode, encode
from tests.procedures.engine.examples import examples

SHORT = st.text(max_size=30)
VALUES = st.none() | st.booleans() | st.integers(-999, 9_999) | SHORT | st.lists(SHORT, max_size=5)
FINGERPRINT = ["2026-11-12", "aB3", "x-_", "aaabbbccc", "225 EUR", "k9Z", 10, -4]
CODED = st.builds(
    CodedRun,
    st.dictionaries(SHORT, VALUES, max_size=20),
    st.integers(0, 9_999),
    st.booleans(),
    SHORT,
    st.lists(SHORT, max_size=5),
    st.sampled_from([[], FINGERPRINT]),
    st.sampled_from(["", "etudiante_montpellier"]),
)
ANSWERS = {"residence": "france", "age": 31, "expiry_date": "2027-05-15", "married": None}


def coded(content, version="1"):
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return f"{version}.{urlsafe_b64encode(zlib.compress(written)).decode().rstrip('=')}"


@examples(100)
@given(CODED)
def test_what_was_coded_comes_back(kept):
    code = encode(kept)
    assert decode(code) == kept
    assert decode(f"https://site.example/fr/liste/#{code[:30]}\r\n {code[30:]}") == kept


def test_code_of_a_person_fits_a_picture_that_a_cheap_telephone_reads():
    # A QR code of version 15 (77 squares a side) holds 520 bytes at its lowest correction.
    assert len(encode(CodedRun(ANSWERS, 12))) < 200


def test_code_with_what_the_answer_said_stays_short():
    answers = {f"question_{number}": "an_answer" for number in range(15)}
    papers = "".join(f"{number:03}" for number in range(15))
    fingerprint = [*FINGERPRINT[:3], papers, *FINGERPRINT[4:]]
    assert len(encode(CodedRun(answers, 12, fingerprint=fingerprint))) < 300


@pytest.mark.parametrize(
    "fingerprint",
    [
        None,
        {},
        FINGERPRINT[:7],
        [*FINGERPRINT, 1],
        ["2026-13-12", *FINGERPRINT[1:]],
        [20261112, *FINGERPRINT[1:]],
        [FINGERPRINT[0], "<b>", *FINGERPRINT[2:]],
        [*FINGERPRINT[:3], "ab", *FINGERPRINT[4:]],
        [*FINGERPRINT[:3], "abc" * 61, *FINGERPRINT[4:]],
        [*FINGERPRINT[:4], "225", *FINGERPRINT[5:]],
        [*FINGERPRINT[:4], "1" * 9 + " EUR", *FINGERPRINT[5:]],
        [*FINGERPRINT[:6], 10**9, None],
        [*FINGERPRINT[:6], True, None],
        [*FINGERPRINT[:6], None, "3"],
        ["9999-12-30", *FINGERPRINT[1:]],
    ],
)
def test_other_fingerprints_are_refused(fingerprint):
    with pytest.raises(BadCode):
        decode(coded([*GOOD, fingerprint], version="2"))


def test_codes_of_version_1_are_read_without_an_outline():
    assert decode(coded(GOOD)).fingerprint == []
    with pytest.raises(BadCode):
        decode(coded([*GOOD, FINGERPRINT]))


def test_codes_of_examples_name_them_and_those_of_persons_stay_as_they_were():
    assert encode(CodedRun(ANSWERS, 1)).startswith("2.")
    assert encode(CodedRun(ANSWERS, 1, example="somebody")).startswith("3.")
    assert decode(coded([*GOOD, FINGERPRINT, "somebody"], version="3")).example == "somebody"


@examples(200)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda one: coded(one)))
def test_anything_else_is_refused(text):
    with pytest.raises(BadCode):
        decode(text)


@examples(60)
@given(CODED, st.data())
def test_code_cut_short_or_changed_never_breaks(kept, data):
    code = encode(kept)
    place = data.draw(st.integers(2, len(code) - 1))
    for other in (code[:place], code[:place] + "A" + code[place + 1 :]):
        try:
            decode(other)
        except BadCode:
            continue


GOOD = [ANSWERS, 1, 0, "", []]


@pytest.mark.parametrize(
    "content",
    [
        None,
        {},
        GOOD[:4],
        [*GOOD, 1],
        [[], 1, 0, "", []],
        [{"age": {}}, 1, 0, "", []],
        [{"age": 1.5}, 1, 0, "", []],
        [{"age": 10**9}, 1, 0, "", []],
        [{"age": "x" * 101}, 1, 0, "", []],
        [{"x" * 101: 1}, 1, 0, "", []],
        [{str(n): 1 for n in range(201)}, 1, 0, "", []],
        [{"languages": [1]}, 1, 0, "", []],
        [ANSWERS, "1", 0, "", []],
        [ANSWERS, -1, 0, "", []],
        [ANSWERS, 2**40, 0, "", []],
        [ANSWERS, True, 0, "", []],
        [ANSWERS, 1, 2, "", []],
        [ANSWERS, 1, 0, None, []],
        [ANSWERS, 1, 0, "", "age"],
        [ANSWERS, 1, 0, "", [None]],
        # Half a letter: the cookie of the run could not be written.
        [{"residence": "\ud800"}, 1, 0, "", []],
        [{"\udfff": 1}, 1, 0, "", []],
        [ANSWERS, 1, 0, "\ud800", []],
        [ANSWERS, 1, 0, "", ["\ud800"]],
    ],
)
def test_other_shapes_are_refused(content):
    with pytest.raises(BadCode):
        decode(coded(content))


def test_good_shape_is_read():
    assert decode(coded(GOOD)) == CodedRun(ANSWERS, 1)


@pytest.mark.parametrize(
    "code",
    [
        coded(GOOD, version="2"),
        coded([*GOOD, []], version="3"),
        coded([*GOOD, [], 1], version="3"),
        coded([*GOOD, [], "x" * 101], version="3"),
        coded([*GOOD, [], "x"], version="2"),
        coded([*GOOD, [], "x"], version="4"),
        coded(GOOD, version=""),
        coded(b"0" * 10_000_000),
        coded(b"[" * 15_000),
        "1." + "A" * LONGEST_CODE,
        coded(GOOD) + "é",
    ],
    ids=[
        "short",
        "of no example",
        "a number",
        "a long name",
        "too many",
        "later",
        "none",
        "bomb",
        "deep",
        "long",
        "accent",
    ],
)
def test_hostile_codes_are_refused(code):
    with pytest.raises(BadCode):
        decode(code)
