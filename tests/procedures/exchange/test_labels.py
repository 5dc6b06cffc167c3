"""The label of each key of the exchange format is the one of the desk's forms."""

import pytest
from django.contrib import admin
from django.utils.text import capfirst

from procedures.exchange.columns import Block, Children, Listed
from procedures.exchange.labels import key_label, kind_of, section_label
from procedures.publishing.parts.changes import SECTIONS
from procedures.translation import TEXTS
from tests import factories

# The fields of lists, where a form has another name for them than plain data.
FIELDS = {
    "legal_references": "references",
    "procedures": "for_procedures",
    "drop_documents": "dropped",
}


def every_key():
    """Return (model, key) of the whole format, but the names of blocks."""
    found = []
    pending = [kind_of(section) for section in SECTIONS if section != "translations"]
    while pending:
        model, keys = pending.pop()
        for key in keys:
            if isinstance(key, Block):
                pending.append((model, key.keys))
                continue
            if isinstance(key, Children):
                pending.append((key.shape.model, key.shape.keys))
            if (model, key) not in found:
                found.append((model, key))
    return found


def field_of(model, key):
    if isinstance(key, Listed):
        return FIELDS.get(key.name, key.name)
    return f"{key.column}_fr" if key.column in TEXTS.get(model, ()) else key.column


@pytest.fixture
def labels(db, rf):
    """The labels of all that the desk's forms show, by model: of fields, and of lines inside."""
    request = rf.get("/")
    request.user = factories.make_user(is_superuser=True)
    found = {}
    of_the_format = {model for model, _ in every_key()}
    for model, page in admin.site._registry.items():
        if model not in of_the_format:
            continue
        inlines = page.get_inline_instances(request)
        # An announcement has two forms: its own, and that of a closure.
        closing = rf.get("/?closed=jour")
        closing.user = request.user
        forms = [(model, page.get_form(one)) for one in (request, closing)]
        forms += [(inline.model, inline.get_formset(request).form) for inline in inlines]
        for of, form in forms:
            fields = {name: field.label for name, field in form.base_fields.items()}
            found.setdefault(of, {}).update(fields)
        found[model] |= {inline.model: inline.verbose_name_plural for inline in inlines}
    return found


def test_every_key_and_section_has_a_label():
    keys = every_key()
    assert len(keys) > 200
    assert [(model, key.name) for model, key in keys if not key_label(model, key)] == []
    assert all(section_label(section) for section in SECTIONS)


def test_labels_are_those_of_the_forms(labels):
    # « Renommer » alone writes it; no one but the desk names a closure.
    never = {"formerly", ("Notice", "id")}
    unseen, otherwise = [], []
    for model, key in every_key():
        name = key.shape.model if isinstance(key, Children) else field_of(model, key)
        shown, label = labels.get(model, {}).get(name), key_label(model, key)
        if shown is None:
            unseen.append((model.__name__, key.name))
        # The lines of a form may say more of themselves after a colon.
        elif capfirst(str(shown)).split(" : ")[0] != capfirst(label):
            otherwise.append((model.__name__, key.name, str(shown), label))
    assert otherwise == []
    assert [one for one in unseen if not {one, one[1]} & never] == []
