"""An end of a window is chosen in lists, counted in months or days; inverted ones are refused."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from procedures.admin.window_field import WindowEndField, WindowWidget, swapped
from procedures.drafting.problems.titles import is_inverted


class Names:
    def listing(self):
        yield {"key": "expiry_date", "label": "Fin du document", "kind": "une date"}
        yield {"key": "age", "label": "Âge", "kind": "un nombre entier"}


def field():
    return WindowEndField(names=Names)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"fact": "expiry_date"},
        {"fact": "expiry_date", "months": -4},
        {"fact": "expiry_date", "days": -120},
        {"fact": "expiry_date", "hours": 48},
        {"fact": "expiry_date", "months": 12, "days": -1},
        "2026-09-01",
    ],
)
def test_what_is_shown_is_read_back_the_same(value):
    shown = WindowWidget().decompress(value)
    assert field().clean(shown) == value
    assert not field().has_changed(value, shown)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["4", "months", "-1", "", "days", "-1", "", ""], "Choisissez la date"),
        (["", "months", "-1", "", "days", "-1", "age", ""], "age"),
        (["4", "days", "-1", "1", "days", "1", "expiry_date", ""], "Deux fois la même unité"),
        (["", "months", "-1", "", "days", "-1", "expiry_date", "2027-01-01"], "pas les deux"),
        (["", "months", "-1", "", "days", "-1", "", "2027-02-30"], "Ce jour n'existe pas"),
    ],
)
def test_what_does_not_read_as_a_sentence_is_refused(parts, words):
    with pytest.raises(ValidationError, match=words):
        field().clean(parts)


def test_only_a_window_that_surely_ends_before_it_begins_is_inverted():
    early, late = ({"fact": "expiry_date", "months": months} for months in (-4, -2))
    assert is_inverted(late, early)
    assert not is_inverted(early, late)
    assert not is_inverted(early, early)
    assert not is_inverted(late, {"fact": "entry_date", "months": -4})
    assert is_inverted("2027-02-01", "2027-01-01")


def test_the_button_swaps_both_ends():
    sent = QueryDict("_echanger=1&window_from_count=2&window_to_count=4")
    data = swapped(sent)
    assert (data["window_from_count"], data["window_to_count"]) == ("4", "2")
    assert swapped(sent, "steps-0") is sent
