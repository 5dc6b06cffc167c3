"""An end of a window, which is several inputs, that one of two people changes."""

import pytest

from procedures import models

from .addresses import page
from .forms import form_data
from .two_people import agent, conflict, told

pytestmark = pytest.mark.usefixtures("catalogue")


def test_an_end_of_a_window_that_only_the_other_changed_is_told_in_words():
    anne, bruno = agent("Anne"), agent("Bruno")
    procedure = models.Procedure.objects.get()
    end = {"count": "2", "unit": "months", "side": "-1", "fact": "expiry_date"}
    first = {f"steps-0-window_to_{part}": value for part, value in end.items()}
    response = conflict(anne, bruno, procedure, first=first, second={"title_fr": "Autre"})
    ((state, before, theirs, mine),) = told(response).values()
    assert (state, before, theirs) == ("theirs", "rien", mine)
    assert theirs.startswith("2 mois avant")
    assert bruno.post(page(procedure), form_data(response)).status_code == 302
    assert procedure.steps.get().window_to == {"fact": "expiry_date", "months": -2}
