"""The values of a form as a browser sends them, which can be compared and merged."""

from django import forms
from django.core.exceptions import ValidationError

from procedures.drafting.conditions.spoken import sentence_of

from .fields import ConditionField

CONTROL = ("id", "DELETE")


def shown_value(form, name):
    """Return the values that a field of an unbound form sends if nobody touches it."""
    widget = form.fields[name].widget
    value = form[name].value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return [str(one) for one in value or []]
    # A date and an hour, the lists of an end of a window.
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
        # A list of choices says its value as a list of one.
        said = (clean([one.format_value(part)]) for one, part in parts)
        return placed([values[0] if values else "" for values in said])
    return clean([widget.format_value(value)])


def sent_value(field, data, name):
    """Return the values that a form sent for a field."""
    if isinstance(field.widget, forms.NullBooleanSelect):
        return [data.get(name, "unknown")]
    value = field.widget.value_from_datadict(data, {}, name)
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(field.widget, forms.MultiWidget):
        return placed(value)
    return clean(value if isinstance(value, list) else [value])


def placed(values):
    """Return the values of several inputs, each at its place, or none if all are empty."""
    texts = ["" if one is None else str(one).strip() for one in values]
    return texts if any(texts) else []


def clean(values):
    """Return values as texts, without differences due to browsers and without empty ones."""
    values = [values] if not isinstance(values, list) else values
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    texts = ("" if one is None else str(one).replace("\r\n", "\n").strip() for one in flat)
    return [text for text in texts if text]


def put_value(data, name, values, field):
    """Write values into sent data, as a form would have sent them."""
    if isinstance(field.widget, forms.MultiWidget):
        for index, suffix in enumerate(field.widget.widgets_names):
            data[name + suffix] = values[index] if index < len(values) else ""
    elif values:
        data.setlist(name, values)
    else:
        data.pop(name, None)


def fields_of(form):
    """Yield the names of the fields that a person can change: not the keys."""
    for name, field in form.fields.items():
        if name not in CONTROL and not isinstance(field, forms.models.InlineForeignKeyField):
            yield name


def in_words(field, values):
    """Return the values of a field in the words that people read."""
    if isinstance(field.widget, forms.CheckboxInput):
        return "oui" if values else "non"
    if not values:
        return "toujours" if isinstance(field, ConditionField) else "rien"
    if isinstance(field, forms.ModelChoiceField):
        names = {str(field.prepare_value(one)): str(one) for one in _chosen(field, values)}
        return ", ".join(names.get(value, value) for value in values)
    choices = getattr(field.widget, "choices", None)
    if choices is not None:
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(labels.get(value, value) for value in values)
    if isinstance(field, ConditionField):
        return _condition(field, values[0])
    if hasattr(field, "said"):  # Several inputs that are one sentence.
        return field.said(values)
    return "\n".join(values)


def _chosen(field, values):
    try:
        return list(field.queryset.filter(pk__in=[int(one) for one in values if one.isdigit()]))
    except (ValueError, OverflowError):
        return []


def _condition(field, text):
    try:
        return sentence_of(field.to_python(text)) or text
    except ValidationError:
        return text
