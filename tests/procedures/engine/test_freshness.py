"""A local fact of over 24 months is old, unless a service confirmed it since."""

from datetime import date

import pytest

from procedures.engine.freshness import is_old_source
from procedures.engine.values.content import NO_SOURCE, Source

TODAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("dated", "confirmed", "old"),
    [
        ("2019-09", None, True),
        ("2024-12-02", None, True),
        ("2024-12-03", None, False),
        ("2024", None, True),
        ("unknown", None, True),
        ("", None, True),
        ("2019-09", date(2026, 1, 5), False),
        ("2019-09", date(2022, 1, 5), True),
        ("unknown", date(2026, 1, 5), False),
    ],
)
def test_a_fact_ages_from_its_document_or_from_its_confirmation(dated, confirmed, old):
    read_today = Source("Annuaire", dated=dated, checked_on=TODAY, verified_on=confirmed)
    assert is_old_source(read_today, TODAY) is old


def test_what_has_no_source_has_no_age():
    assert not is_old_source(NO_SOURCE, TODAY)
