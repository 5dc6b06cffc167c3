"""Folds at the end of a form what agents need not write: an inner name, and a place."""

from django.contrib.admin import StackedInline
from django.contrib.admin.utils import flatten

INNER = ("key", "value", "position")
TITLES = {
    ("key", "position"): "Son nom interne, et sa place dans les listes",
    ("key",): "Son nom interne",
    ("value",): "Son nom interne",
}


def set_aside(fieldsets, names):
    """Return fieldsets without these names in the first one; a folded one at the end has them."""
    (title, options), *rest = fieldsets
    found = []
    fields = _without(options["fields"], names, found)
    if not found or not fields:
        return fieldsets
    found.sort(key=INNER.index)
    folded = {"classes": ("collapse",), "fields": tuple(found)}
    return [(title, {**options, "fields": fields}), *rest, (TITLES[tuple(found)], folded)]


def without_place(fieldsets):
    """Return fieldsets without the number of a place, which buttons of the parent's page write."""
    return [
        (title, {**options, "fields": _without(options["fields"], ("position",), [])})
        for title, options in fieldsets
    ]


class MovedByButtons:
    """The lines of an entry: buttons write the number of a place, and who only reads sees none."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if self._may_change(request, obj) else without_place(fieldsets)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "position":
            return StackedInline.formfield_for_dbfield(self, db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def unfold_mistakes(adminform):
    """Open what is folded over a field that is refused.

    Django looks for it among the rows, and not inside a row of several fields.
    """
    wrong = set(adminform.form.errors)
    adminform.fieldsets = [
        (
            title,
            options if wrong.isdisjoint(flatten(options["fields"])) else {**options, "classes": ()},
        )
        for title, options in adminform.fieldsets
    ]


def _without(fields, names, found):
    kept = []
    for one in fields:
        if isinstance(one, tuple | list):
            inside = _without(one, names, found)
            kept += [inside[0] if len(inside) == 1 else inside] if inside else []
        elif one in names:
            found.append(one)
        else:
            kept.append(one)
    return tuple(kept)
