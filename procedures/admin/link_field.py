"""The form field of a link: it leads where it says, encrypted."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from procedures.drafting.words.formats import read_number
from procedures.publishing import links

from .fields import StructuredField


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


class PhrasesField(StructuredField):
    """Words and phrases, one per line."""

    empty = []
    widget = forms.Textarea(attrs={"rows": 3})

    def show(self, value):
        return "\n".join(value)

    def read(self, text):
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class SearchedSelect(forms.Select):
    """A choice among many. ``searched.js`` lays the search of Django's long lists over it."""

    def __init__(self, attrs=None, choices=()):
        marked = {"class": "desk-searched", "data-theme": "admin-autocomplete", "lang": "fr"}
        super().__init__({**marked, **(attrs or {})}, choices)

    @property
    def media(self):
        """The files that Django's own searched lists load, by the same names: once a page."""
        least = "" if settings.DEBUG else ".min"
        vendor = "admin/js/vendor"
        scripts = (
            f"{vendor}/jquery/jquery{least}.js",
            f"{vendor}/select2/select2.full{least}.js",
            f"{vendor}/select2/i18n/fr.js",
            "admin/js/jquery.init.js",
        )
        styles = (f"admin/css/vendor/select2/select2{least}.css", "admin/css/autocomplete.css")
        return forms.Media(js=scripts, css={"screen": styles})
