"""An end of a window as a sentence of lists: « [4] [mois] [avant] [la fin du document] », or a day.

A second length may follow: the law says « 12 mois moins 1 jour ». Months and days are kept as they
are shown, and counted as the law counts them (``Duration``). The months of an appeal are counted
from the day so reached: that of a refusal by silence.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from procedures.drafting.problems.titles import is_inverted
from procedures.drafting.words.formats import window_end_words
from procedures.engine.values.stances import APPEAL
from procedures.engine.values.units import units_offered

from .columns import SeveralInputs
from .forms import DeskForm

DATE = "une date"
UNITS = units_offered("months", "days", "hours", "years")
BEFORE, AFTER = "-1", "1"
SIDES = ((BEFORE, "avant"), (AFTER, "après"))
PARTS = ("count", "unit", "side", "more", "more_unit", "more_side", "fact", "day", "appeal")
SWAP = "_echanger"
INVERTED = "Le délai finit avant de commencer."


class WindowWidget(SeveralInputs):
    template_name = "admin/window/end.html"

    class Media:
        css = {"all": ["admin-desk/window.css"]}

    def __init__(self, attrs=None):
        count = {"min": 0, "max": 9999, "inputmode": "numeric"}
        parts = {
            "count": forms.NumberInput(attrs={**count, "aria-label": "Combien"}),
            "unit": forms.Select(choices=UNITS, attrs={"aria-label": "Unité"}),
            "side": forms.Select(choices=SIDES, attrs={"aria-label": "Avant ou après"}),
            "more": forms.NumberInput(attrs={**count, "aria-label": "Combien, en plus"}),
            "more_unit": forms.Select(choices=UNITS, attrs={"aria-label": "Unité, en plus"}),
            "more_side": forms.Select(choices=SIDES, attrs={"aria-label": "Sens, en plus"}),
            "fact": forms.Select(attrs={"aria-label": "Quelle date"}),
            "day": forms.DateInput(attrs={"type": "date", "aria-label": "Un jour du calendrier"}),
            "appeal": forms.NumberInput(attrs={**count, "aria-label": "Mois pour un recours"}),
        }
        super().__init__(parts, attrs)

    def decompress(self, value):
        empty = ["", "months", BEFORE, "", "days", BEFORE, "", "", ""]
        if isinstance(value, str):
            return [*empty[:-2], value, ""]
        if not isinstance(value, dict):
            return empty
        terms = [(unit, value[unit]) for unit, _ in UNITS if value.get(unit)]
        shown = []
        for index, spare in enumerate(("months", "days")):
            unit, count = terms[index] if index < len(terms) else (spare, 0)
            shown += [str(abs(count)) if count else "", unit, AFTER if count > 0 else BEFORE]
        return [*shown, value.get("fact", ""), "", str(value.get(APPEAL) or "")]


class WindowEndField(forms.MultiValueField):
    """An end of a window. Nothing chosen: the window is open on that side."""

    widget = WindowWidget

    # What other structured columns of the desk are given.
    def __init__(self, *, names=None, encoder=None, decoder=None, **options):
        number = {"required": False, "min_value": 0, "max_value": 9999}
        choice = {"required": False}
        fields = [
            forms.IntegerField(**number),
            forms.ChoiceField(choices=UNITS, **choice),
            forms.ChoiceField(choices=SIDES, **choice),
            forms.IntegerField(**number),
            forms.ChoiceField(choices=UNITS, **choice),
            forms.ChoiceField(choices=SIDES, **choice),
            forms.ChoiceField(choices=lambda: date_choices(names), **choice),
            forms.DateField(required=False, error_messages={"invalid": "Ce jour n'existe pas."}),
            forms.IntegerField(**number),
        ]
        super().__init__(fields, require_all_fields=False, **{"required": False, **options})
        self.widget.widgets[6].choices = fields[6].choices

    def compress(self, parts):
        found = parts or [None] * len(PARTS)
        count, unit, side, more, more_unit, more_side, fact, day, appeal = found
        if day and (fact or count or more or appeal):
            raise ValidationError("Choisissez une date à compter, ou un jour : pas les deux.")
        if day:
            return day.isoformat()
        if not fact:
            if count or more or appeal:
                raise ValidationError("Choisissez la date à partir de laquelle compter.")
            return None
        shift = {}
        for number, of, sign in ((count, unit, side), (more, more_unit, more_side)):
            if number and of in shift:
                raise ValidationError("Deux fois la même unité : écrivez une seule durée.")
            if number:
                shift[of] = number * int(sign or BEFORE)
        return {"fact": fact, **shift, **({APPEAL: appeal} if appeal else {})}

    def said(self, values):
        """Return the values sent in words, or as they are if they make no end of a window."""
        try:
            value = self.clean(values)
        except ValidationError:
            return " ".join(filter(None, values))
        labels = dict(self.widget.widgets[6].choices)
        return window_end_words(value, lambda fact: labels.get(fact, fact)) if value else "rien"

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


def date_choices(names):
    """Return the facts that are dates, in words, after an empty choice."""
    listed = names().listing() if names else ()
    dates = [(one["key"], one["label"] or one["key"]) for one in listed if one["kind"] == DATE]
    return [("", "pas de date"), *dates]


class WindowForm(DeskForm):
    """A form with both ends of a window, which offers to swap them when they are inverted."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(swapped(data, kwargs.get("prefix")), *args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if is_inverted(cleaned.get("window_from"), cleaned.get("window_to")):
            button = '{} <button type="submit" class="button" name="{}" value="{}">{}</button>'
            words = format_html(button, INVERTED, SWAP, self.prefix or "1", "Échanger les deux")
            self.add_error("window_to", words)
        return cleaned


def swapped(data, prefix=None):
    """Return the data sent with the two ends swapped, if their button was pressed."""
    if not data or data.get(SWAP) != (prefix or "1"):
        return data
    data, start = data.copy(), f"{prefix}-" if prefix else ""
    for part in PARTS:
        one, two = f"{start}window_from_{part}", f"{start}window_to_{part}"
        data[one], data[two] = data.get(two, ""), data.get(one, "")
    return data
