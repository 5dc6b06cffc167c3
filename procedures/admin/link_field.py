"""The form field of a link: it leads where it says, encrypted."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from procedures.publishing import links


class LinkField(forms.URLField):
    """An address in « https ». A stored source in « http » may stay as it is."""

    def __init__(self, **options):
        super().__init__(**{"assume_scheme": "https"} | options)
        self.kept = ""

    def get_bound_field(self, form, field_name):
        self.kept = form.get_initial_for_field(self, field_name) or ""
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        text = (value or "").strip()
        fault = links.fault_of(text) if text and text != self.kept else None
        if fault:
            raise ValidationError(sentence(fault))
        return super().to_python(text)

    def validate(self, value):
        super().validate(value)
        if value and value != self.kept and not links.is_secure(value):
            raise ValidationError(sentence(links.INSECURE))


def sentence(words):
    return f"{capfirst(words)}."
