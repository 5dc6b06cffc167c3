"""What is far too long is refused at once, however many marks stand on one letter."""

from datetime import date
from functools import partial
from time import process_time

import pytest

from portal.accounts.passwords import LONGEST_COMMON, is_common
from procedures.publishing.spelling import PIECE, without_accents
from questionnaire.dossiers.forms import DossierForm, FollowedForm, JoiningForm

# 63 kB, which a request may weigh: Python takes seconds to put such marks in order.
MARKS = "a" + "\u0300" * 15_900 + "\u0334" * 15_900
# In seconds; each took more than one.
AT_ONCE = 0.5


@pytest.mark.parametrize(
    ("form", "field", "sent"),
    [
        (DossierForm, "reference", {"reference": MARKS, "note": ""}),
        (DossierForm, "note", {"reference": "A-1", "note": MARKS}),
        (partial(FollowedForm, today=date.max), "note", {"note": MARKS}),
        (JoiningForm, "full_name", {"full_name": MARKS}),
        (JoiningForm, "full_name", {"password": MARKS, "again": MARKS}),
    ],
    ids=["reference", "note of a dossier", "note", "name", "password"],
)
def test_marks_without_end_cost_no_time(form, field, sent):
    # The words that are read once for all.
    is_common("bonjour")
    began = process_time()
    made = form(sent)
    assert not made.is_valid()
    assert process_time() - began < AT_ONCE
    assert len(made.errors[field]) == 1


def test_text_that_is_searched_costs_no_time_either():
    began = process_time()
    assert without_accents(MARKS) == "a"
    assert process_time() - began < AT_ONCE


@pytest.mark.parametrize("place", range(PIECE - 3, PIECE + 1))
def test_pieces_of_a_long_text_give_what_the_whole_would(place):
    text = "x" * place + "e\u0301\u0323 É ﬁ 한 ｶﾞ"
    assert without_accents(text) == "x" * place + without_accents("é É ﬁ 한 ｶﾞ")


def test_common_words_are_refused_up_to_a_length_that_nobody_types():
    words = "bonjour" * (LONGEST_COMMON // 7)
    assert is_common(words)
    assert not is_common(words + "bonjour")
