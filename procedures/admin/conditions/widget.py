"""The form field of a condition: a text that the builder's script turns into lines."""

import json

from django import forms
from django.template.loader import render_to_string

from procedures.drafting.conditions.reading import shown_data
from procedures.drafting.conditions.vocabulary import sentence_of


class ConditionWidget(forms.Textarea):
    """The widget of a condition. Its text is YAML, which suffices without scripts."""

    class Media:
        css = {"all": ["admin-conditions/builder.css"]}
        js = [
            "admin-conditions/tree.js",
            "admin-conditions/values.js",
            "admin-conditions/lines.js",
            "admin-conditions/words.js",
            "admin-conditions/builder.js",
        ]

    def __init__(self, attrs=None):
        super().__init__({"rows": 3, "spellcheck": "false", "class": "desk-code"} | (attrs or {}))

    def render(self, name, value, attrs=None, renderer=None):
        attrs = dict(attrs or {})
        data = shown_data(value or "")
        context = {"entry": attrs.pop("entry", {}), "data": data}
        context["sentence"] = sentence_of(json.loads(data)) if data not in ("", "{}") else ""
        context["textarea"] = super().render(name, value, attrs, renderer)
        return render_to_string("admin/conditions/widget.html", context)


def entry_of(form):
    """Return what identifies the entry of a form: its model and row, or its future parent."""
    instance = form.instance
    entry = {"model": instance._meta.model_name, "pk": instance.pk or ""}
    if instance.pk is None:
        for name, field in form.fields.items():
            parent = getattr(field, "parent_instance", None)
            if parent is not None and parent.pk is not None:
                entry |= {"parent": name, "parent_pk": parent.pk}
    return entry


class ConditionBoundField(forms.BoundField):
    """The field in its form, which tells the builder the entry of the condition."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        if getattr(self.form, "instance", None) is not None:
            attrs["entry"] = entry_of(self.form)
        return attrs
