"""A widget of several inputs whose template is one of the project's, beside those of Django."""

from django import forms
from django.forms.renderers import get_default_renderer
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


class SeveralInputs(forms.MultiWidget):
    """Each subwidget has its ``html`` in the template, made by Django's own templates."""

    def render(self, name, value, attrs=None, renderer=None):
        renderer = renderer or get_default_renderer()
        context = self.get_context(name, value, attrs)
        for one in context["widget"]["subwidgets"]:
            html = renderer.render(one["template_name"], {"widget": one})
            one["html"] = mark_safe(html)  # noqa: S308  Django's own template made it
        return render_to_string(self.template_name, context)
