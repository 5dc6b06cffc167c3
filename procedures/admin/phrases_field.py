"""The form field of a list of words and phrases, which may hold spaces and commas."""

from django import forms

from .fields import StructuredField


class PhrasesField(StructuredField):
    """Words and phrases, one per line."""

    empty = []
    widget = forms.Textarea(attrs={"rows": 3})

    def show(self, value):
        return "\n".join(value)

    def read(self, text):
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
