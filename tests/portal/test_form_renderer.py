"""The renderer of forms writes to the letter what Django's templates would."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import lazystr
from django.utils.safestring import SafeString

from portal.form_renderer import WRITTEN, FormRenderer

ODD = '<b> l\'« an » & "deux" </b>'
ATTRIBUTES = {"class": ODD, "data-yes": True, "data-no": False, "max": 1234.5, ODD: SafeString("&")}
NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
CHOICES = [
    ("", "---"),
    (SafeString("<i>"), ODD),
    (ODD, [(1234, 1234.5), (NOON, NOON), (True, SafeString("<i>")), (None, lazystr(ODD))]),
]
TEXTS = [None, "", ODD, f"  {ODD}\n", SafeString(ODD), lazystr(SafeString(ODD))]
VALUES = [*TEXTS, (1, ODD), 0, True, False, 1234567, Decimal("1234.50"), date(2026, 12, 3)]
WIDGETS = [
    forms.CheckboxInput,
    forms.DateInput,
    forms.EmailInput,
    forms.HiddenInput,
    forms.NumberInput,
    forms.Select,
    forms.TextInput,
    forms.Textarea,
    forms.TimeInput,
    forms.URLInput,
]


class OddOption(forms.Select):
    option_template_name = "django/forms/widgets/checkbox_option.html"


def written_by(write):
    """Return what is written with our renderer, and with Django's templates."""
    return write(FormRenderer()), write(DjangoTemplates())


@pytest.mark.parametrize("kind", [*WIDGETS, forms.SelectMultiple, OddOption])
def test_each_widget(kind):
    widget = kind(ATTRIBUTES)
    if hasattr(widget, "choices"):
        widget.choices = CHOICES
    for value in VALUES:
        ours, theirs = written_by(
            lambda renderer, value=value: widget.render(ODD, value, {"id": "id_nom"}, renderer)
        )
        assert ours == theirs, value


@pytest.mark.parametrize("auto_id", ["id_%s", False])
@pytest.mark.parametrize("data", [None, {"nom": ODD}, {"nom": ""}])
def test_labels_and_errors(data, auto_id):
    class Form(forms.Form):
        required_css_class = "required"
        nom = forms.IntegerField(help_text=ODD, max_value=3)

    def write(renderer):
        form = Form(data, auto_id=auto_id, renderer=renderer)
        form.fields["nom"].label = label
        return f"{form}{form['nom'].errors}{form['nom'].legend_tag()}"

    for label in TEXTS:
        ours, theirs = written_by(write)
        assert ours == theirs, label


def test_each_template_that_is_known_is_compared():
    compared = {kind.template_name for kind in WIDGETS} | {"django/forms/label.html"}
    errors = forms.utils.ErrorList
    assert set(WRITTEN) == compared | {errors.template_name, errors.template_name_ul}
