"""The date of a document is written as people write it, and stored as files write it."""

import pytest
from django.core.exceptions import ValidationError

from procedures.admin.hours_field import PartialDateField


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2019", "2019"),
        ("09/2019", "2019-09"),
        ("9/2019", "2019-09"),
        ("1/9/2019", "2019-09-01"),
        ("2019-09-21", "2019-09-21"),
        ("Sans date", "unknown"),
        ("", ""),
    ],
)
def test_what_is_typed_is_read(typed, stored):
    field = PartialDateField(required=False)
    assert field.clean(typed) == stored
    assert field.clean(field.prepare_value(stored)) == stored
    assert not field.has_changed(stored, field.prepare_value(stored))


@pytest.mark.parametrize("typed", ["31/02/2019", "hier", "13/2019", "2019-9"])
def test_what_is_no_date_is_refused_and_shown_again(typed):
    field = PartialDateField()
    with pytest.raises(ValidationError, match="n'est pas une date"):
        field.clean(typed)
    assert field.prepare_value(typed) == typed
