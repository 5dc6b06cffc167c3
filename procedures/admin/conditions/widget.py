"""The form field of a condition: a text that the builder's script turns into lines."""

import json

from django import forms
from django.contrib import messages
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from procedures.drafting.conditions.entries import KINDS as CONDITIONED
from procedures.drafting.conditions.entries import edited
from procedures.drafting.conditions.findings import findings
from procedures.drafting.conditions.reading import read_condition, shown_data
from procedures.drafting.conditions.vocabulary import sentence_of
from procedures.drafting.working_copy import lock, working_copy
from procedures.engine.schema.builder import CHANNEL_FACT

from ..watching.rows import named

MOST_TOLD = 8
# Of the findings of the builder: a condition without a person, or a line without one.
KINDS = ("never", "unreachable")
NEVER_TRUE = "Enregistré, mais une condition n'est jamais vraie : ceci ne sert à personne."


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


class TellsNeverTrue:
    """A page that says, once saved, which changed condition is never true.

    Only the conditions that were changed are proved: 0.1 s each on the shipped catalogue, after
    the 0.7 s in which the working copy compiles.
    """

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        gone = [one for lines in formsets for one in lines.deleted_forms]
        request.desk_conditions = [
            one.instance
            for one in (form, *(line for lines in formsets for line in lines.forms))
            if one not in gone
            and type(one.instance) in CONDITIONED
            and "when" in one.changed_data
            and one.instance.pk
            and one.instance.when
        ]

    def warn_of_never_true(self, request):
        rows = getattr(request, "desk_conditions", ())[:MOST_TOLD]
        if not rows:
            return
        with lock():
            copy = working_copy(request.user)
            found = [(row, _never_true(copy, row)) for row in rows]
        lines = [
            (one.url, one.label, remark.text)
            for row, remark in found
            if remark is not None
            for one in [named(row)]
        ]
        if lines:
            shown = format_html_join("", '<li><a href="{}">{}</a> : {}</li>', lines)
            messages.warning(request, format_html("{}<ul>{}</ul>", NEVER_TRUE, shown))


def _never_true(copy, row):
    """Return the builder's remark that a condition is never true, or ``None``."""
    place = edited(row)
    facts = copy.names.facts
    if place.knows_channel:
        facts = {**facts, CHANNEL_FACT.key: CHANNEL_FACT}
    condition, problems = read_condition(row.when, facts, copy.names.groups)
    if problems:
        return None
    return next((one for one in findings(copy, place, condition) if one.kind in KINDS), None)
