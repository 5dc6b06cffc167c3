"""A short code is read as people type it, and never as another one."""

import pytest

from questionnaire.keeping.short_codes import LENGTH, LETTERS, new_code, normalised, written


def test_no_two_letters_are_taken_for_one_another():
    assert len(set(LETTERS)) == len(LETTERS) == 27
    assert not set("OILZSBUAE") & set(LETTERS)


def test_what_was_drawn_is_read_back():
    for _ in range(50):
        code = new_code()
        assert len(code) == LENGTH
        assert normalised(code) == normalised(written(code)) == normalised(code.lower()) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" 7k3m 9qxt ", "7K3M9QXT"),
        ("7K3M-9QXT", "7K3M9QXT"),
        ("OILZSBU0", "01125" + "8V0"),
        ("٧K٣M٩QXT", "7K3M9QXT"),
        ("\u200f7K3M\xa09QXT\n", "7K3M9QXT"),
    ],
)
def test_spaces_case_and_letters_that_look_alike_do_not_matter(typed, meant):
    assert normalised(typed) == meant


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M9QXTT", "7K3M9QXA", "é" * 8, "7" * 10_000])
def test_what_cannot_be_a_code_is_none(typed):
    assert normalised(typed) == ""
