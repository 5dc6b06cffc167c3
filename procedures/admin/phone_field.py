"""The form field of a telephone number: whole, and written in one way."""

from django import forms
from django.core.exceptions import ValidationError

from procedures.drafting.words.formats import read_number


class PhoneField(forms.CharField):
    """A number, or nothing. One that is stored already may stay as it is."""

    # What other structured columns of the desk are given.
    def __init__(self, *, names=None, encoder=None, decoder=None, **options):
        super().__init__(**options)
        self.widget.attrs |= {"class": "vTextField", "inputmode": "tel", "autocomplete": "off"}
        self.kept = ""

    def get_bound_field(self, form, field_name):
        self.kept = form.get_initial_for_field(self, field_name) or ""
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        text = super().to_python(value)
        if not text or text == self.kept:
            return text
        try:
            return read_number(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def has_changed(self, initial, data):
        try:
            return super().has_changed(initial, self.to_python(data))
        except ValidationError:
            return True

    @staticmethod
    def shown(value):
        """Return a number for accounts that may only read it."""
        return value
