"""Writes the small pieces of forms as Django's templates do, without the templates.

A page of the desk holds a thousand of them: the attributes of each field, the options of each list,
the errors that are not there. As templates they took half of the time of the page.
"""

from html import escape

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.safestring import SafeData
from django.utils.timezone import template_localtime

OPTION = "django/forms/widgets/select_option.html"


class FormRenderer(DjangoTemplates):
    """Django's renderer, which knows the commonest of its own templates by heart."""

    def render(self, template_name, context, request=None):
        write = WRITTEN.get(template_name)
        written = write(context) if write else None
        return super().render(template_name, context, request) if written is None else written


def _errors(context):
    return None if context["errors"] else ""


def _label(context):
    label = _shown(context["label"])
    if not context["use_tag"]:
        return label.strip()
    return f"<{context['tag']}{_attributes(context['attrs'])}>{label}</{context['tag']}>"


def _input(context):
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_as_text(widget["value"])}"'
    kind, name, attributes = widget["type"], widget["name"], _attributes(widget["attrs"])
    return f'<input type="{_shown(kind)}" name="{_shown(name)}"{value}{attributes}>'


def _textarea(context):
    widget = context["widget"]
    value = _shown(widget["value"]) if widget["value"] else ""
    name, attributes = _shown(widget["name"]), _attributes(widget["attrs"])
    return f'<textarea name="{name}"{attributes}>\n{value}</textarea>'


def _select(context):
    widget = context["widget"]
    written = [f'<select name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if any(option["template_name"] != OPTION for option in options):
            return None
        written += [f'\n  <optgroup label="{_shown(name)}">'] if name else []
        written += [
            f'\n  <option value="{_as_text(option["value"])}"{_attributes(option["attrs"])}>'
            f"{_shown(option['label'])}</option>\n"
            for option in options
        ]
        written += ["\n  </optgroup>"] if name else []
    return "".join([*written, "\n</select>"])


WRITTEN = {
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
    "django/forms/label.html": _label,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
} | {
    f"django/forms/widgets/{name}.html": _input
    for name in ("checkbox", "date", "email", "hidden", "number", "text", "time", "url")
}


def _attributes(attributes):
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_as_text(value)}"'
        for name, value in (attributes or {}).items()
        if value is not False
    )


def _shown(value):
    """Return what ``{{ value }}`` writes."""
    return _as_text(localize(template_localtime(value)))


def _as_text(value):
    """Return what ``{{ value|stringformat:'s' }}`` writes."""
    text = str(value)
    return text if isinstance(text, SafeData) else escape(text)
