"""A limit says so: nothing that is pasted is cut in silence, by a browser or by the server."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from procedures import models
from procedures.admin.options import DeskOptions
from tests import factories

from .addresses import adding
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


def desk_forms(request):
    """Yield (name of a page or of its lines, form) of all that the desk edits."""
    for model, of_model in admin.site._registry.items():
        if isinstance(of_model, DeskOptions):
            yield model.__name__, of_model.get_form(request)
            for inline in of_model.get_inline_instances(request):
                name = f"{model.__name__} › {inline.model.__name__}"
                yield name, inline.get_formset(request).form


def test_no_field_of_the_desk_is_cut_by_the_browser():
    request = RequestFactory().get("/")
    request.user = factories.make_user(is_superuser=True)
    cut, counted = [], 0
    for name, form in desk_forms(request):
        for field, one in form.base_fields.items():
            counted += "data-limit" in one.widget.attrs
            cut += [f"{name}.{field}"] * ("maxlength" in one.widget.attrs)
    assert cut == []
    assert counted > 50


@pytest.mark.parametrize(("field", "limit"), [("label_fr", 500), ("key", 100)])
def test_the_refusal_of_a_form_says_how_many_there_are(nation, field, limit):
    opened = nation.get(adding(models.Fee))
    assert f'data-limit="{limit}"' in opened.text
    sent = form_data(opened) | {"label_fr": "Timbre", field: "a" * (limit + 7)}
    response = nation.post(adding(models.Fee), sent)
    (error,) = response.context["adminform"].form.errors[field]
    assert error == f"{limit} caractères au plus\xa0; il y en a {limit + 7}."
    assert "a" * (limit + 7) in response.text
    assert not models.Fee.objects.filter(label_fr="Timbre").exists()
