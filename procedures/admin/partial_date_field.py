"""The form field of the date of a document: « 21/09/2019 », « 09/2019 », « 2019 », or none."""

from django import forms
from django.core.exceptions import ValidationError

from procedures.engine.conditions.words import partial_day_words
from procedures.engine.schema.declared import document_date
from procedures.engine.values.facts import UNDATED

NO_DATE = partial_day_words(UNDATED)


class PartialDateField(forms.CharField):
    """A day, a month, a year, or « sans date »; stored as files write it: « 2019-09 »."""

    def prepare_value(self, value):
        # What was typed and refused is shown again as it is.
        return value if not value or document_date(value) else partial_day_words(value)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return text
        if text.casefold() in (NO_DATE, UNDATED):
            return UNDATED
        stored = text if "-" in text else "-".join(reversed(_padded(text)))
        if document_date(stored):
            raise ValidationError(
                f"« {text} » n'est pas une date. Écrivez 21/09/2019, 09/2019, 2019, "
                f"ou « {NO_DATE} »."
            )
        return stored

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True


def _padded(text):
    """Return the parts of a date with two digits each, the year apart: « 1/9/2019 » is read."""
    return [part.strip().zfill(2) for part in text.split("/")]
