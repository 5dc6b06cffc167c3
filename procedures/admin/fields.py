"""The form fields of structured columns: agents read and write words, never JSON.

A refused field keeps what was typed, and says what is wrong and what was expected.
"""

import re
from copy import copy

from django import forms
from django.core.exceptions import ValidationError

from procedures.drafting.conditions.reading import is_too_deep, read_text
from procedures.engine.values.facts import WINDOW_UNITS
from procedures.engine.values.units import UNITS, unit_words
from procedures.exchange.reading import read_yaml, write_yaml

from .conditions.widget import ConditionBoundField, ConditionWidget

UNIT_NAMES = {word: unit for unit, words in UNITS.items() for word in words}
TERM = re.compile(r"(\d{1,5})\s*(ans|an|mois|jours|jour|heures|heure)\b", re.IGNORECASE)


class TextField(forms.CharField):
    """A text whose line breaks are those of the catalogue, whatever the browser sends."""

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class Typed(str):
    """A text typed in a form, as opposed to a stored value that is a string."""


class StructuredField(forms.Field):
    """A structured value written as text. ``read`` and ``show`` are inverse to each other."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "class": "desk-code"})
    empty = None

    # Django passes ``encoder`` and ``decoder`` to the form field of every JSON column.
    def __init__(self, *, names=None, encoder=None, decoder=None, **options):
        self.names = names
        super().__init__(**options)

    def bound_data(self, data, initial):
        return initial if data is None else Typed(data)

    def prepare_value(self, value):
        if value is None or isinstance(value, Typed):
            return value or ""
        return "" if value == self.empty else self.show(value)

    def to_python(self, value):
        text = (value or "").replace("\r\n", "\n").strip("\n")
        return self.read(text) if text.strip() else copy(self.empty)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (self.empty if initial is None else initial)
        except ValidationError:
            return True


class YamlField(StructuredField):
    """Any value, written as in the catalogue's files."""

    def show(self, value):
        if isinstance(value, dict):
            return write_yaml(value).strip("\n") or "{}"
        return write_yaml({"value": value}).strip("\n").removeprefix("value: ")

    def read(self, text):
        data, problems = read_yaml(text.encode(), "")
        if problems:
            raise ValidationError([sentence_of_problem(problem) for problem in problems])
        # Neither this form nor an export could write it again.
        if is_too_deep(data):
            raise ValidationError("Les blocs sont emboîtés trop profondément.")
        return data


class MappingField(YamlField):
    empty = {}

    def read(self, text):
        data = super().read(text)
        if not isinstance(data, dict):
            raise ValidationError("Écrivez une ligne par nom : « nom: valeur ».")
        return data


class RuleValueField(YamlField):
    """The value that a rule gives, which may be false or 0."""

    widget = forms.TextInput(attrs={"spellcheck": "false", "class": "desk-code"})
    empty_values = (None, "")
    known = None

    @staticmethod
    def shown(value):
        """Return a value for accounts that may only read it."""
        return {True: "oui", False: "non"}.get(value, str(value).replace("_", " "))

    def close(self, values):
        """Offer these values alone: [(value, its words)]."""
        self.known = [(self.show(value), words) for value, words in values]
        self.widget = forms.Select(choices=[("", "Choisissez une valeur"), *self.known])

    def read(self, text):
        if self.known is not None and text not in dict(self.known):
            raise ValidationError("Choisissez une des valeurs de la liste.")
        return super().read(text)


class ConditionField(YamlField):
    """A condition, one test per line, checked against existing facts, values and groups."""

    widget = ConditionWidget

    def get_bound_field(self, form, field_name):
        return ConditionBoundField(form, self, field_name)

    def read(self, text):
        data, problems = read_text(text)
        problems = problems or self.names().condition_problems(data)
        if problems:
            raise ValidationError([sentence_of_problem(problem) for problem in problems])
        return data


class DurationField(StructuredField):
    """A duration in words: « 6 mois », « 1 an 6 mois », « 90 jours »."""

    widget = forms.TextInput(attrs={"placeholder": "6 mois"})

    def show(self, value):
        return " ".join(unit_words(unit, count) for unit, count in _in_order(value))

    def read(self, text):
        value = read_terms(text)
        if value is None:
            raise ValidationError(
                f"« {text} » n'est pas une durée : écrivez par exemple « 6 mois », "
                "« 1 an 6 mois » ou « 90 jours »."
            )
        return value


class CodesField(StructuredField):
    """A list of codes, separated by commas or lines."""

    empty = []
    widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "class": "desk-code"})

    def show(self, value):
        return ", ".join(value)

    def read(self, text):
        codes = [code for code in re.split(r"[\s,;]+", text) if code]
        repeated = sorted({code for code in codes if codes.count(code) > 1})
        if repeated:
            raise ValidationError(f"Écrit deux fois : {', '.join(repeated)}.")
        return codes


def read_terms(text):
    """Return « 1 an 6 mois » as a duration, or ``None`` for other texts.

    >>> read_terms("1 an et 6 mois")
    {'years': 1, 'months': 6}
    """
    value, end = {}, 0
    for match in TERM.finditer(text):
        between = text[end : match.start()].strip().lower()
        unit = UNIT_NAMES[match[2].lower()]
        if between not in ("", "et", ",") or unit in value:
            return None
        value[unit] = int(match[1])
        end = match.end()
    return value if value and not text[end:].strip() else None


def _in_order(value):
    return [(unit, value[unit]) for unit in WINDOW_UNITS if unit in value]


def sentence_of_problem(problem):
    """Return a problem as a sentence."""
    return f"{str(problem).removeprefix(' : ')}."
