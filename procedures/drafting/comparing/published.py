"""Tells what the edition in force contains: visitors' links and answers hold its names."""

from typing import Any

from django.db.models import Model

from procedures import models
from procedures.engine.values.plain import Plain
from procedures.publishing.content import content_now
from procedures.publishing.editions import in_memory
from procedures.publishing.parts.items import DEPARTMENT
from procedures.publishing.parts.merging import changed
from procedures.publishing.request_cache import once

from ..versions import published_contents

SECTIONS: dict[type[Model], str] = {
    models.Question: "questions",
    models.DerivedFact: "derived_facts",
    models.Group: "groups",
    models.Fee: "fees",
    models.Document: "documents",
    models.Procedure: "procedures",
    models.Orientation: "orientations",
    models.ExamplePerson: "examples",
}


def is_published(obj: Model) -> bool:
    """Tell whether the edition in force contains this entry."""
    if isinstance(obj, models.Department):
        return True
    section = SECTIONS.get(type(obj))
    if section is None or getattr(obj, "inquiry_id", None) is not None:
        return False
    try:
        rule_set = in_memory.edition_in_force().rule_set
    except in_memory.NoEdition:
        return False
    return getattr(obj, "key", "") in getattr(rule_set, section)


# The sections of entries that may be in preparation and that ``is_published`` does not look for.
OTHERS: dict[type[Model], tuple[str, str]] = {
    models.Invariant: ("invariants", "id"),
    models.Case: ("cases", "id"),
    models.Site: ("sites", "id"),
    models.Override: ("overrides", "procedure"),
}


# Entries without a name: they are found by what they say.
UNNAMED: dict[type[Model], str] = {
    models.Channel: "channels",
    models.Notice: "notices",
    models.Helper: "helpers",
}


def may_be_prepared(obj: Model) -> bool:
    """Tell whether an entry may be put in preparation: the public must not lose it by that."""
    if getattr(obj, "inquiry_id", None) is not None:
        return False
    if type(obj) in UNNAMED:
        return _is_new(obj, UNNAMED[type(obj)])
    if type(obj) not in OTHERS:
        return not is_published(obj)
    section, identity = OTHERS[type(obj)]
    part = published_contents()[1].get(getattr(obj, "part", "")) or {}
    listed = {**(part.get("department") or {}), **part}.get(section) or []
    name = obj.procedure.key if isinstance(obj, models.Override) else getattr(obj, "key", "")
    return name not in {one.get(identity) for one in listed}


def _is_new(obj: Any, section: str) -> bool:
    """Tell whether an entry without a name is not one of those of the edition in force."""
    part = once("published contents", published_contents)[1].get(obj.part)
    if part is None:
        return True
    return obj.pk in once(
        ("new", section, obj.part), lambda: _new_rows(type(obj), section, obj.part, part)
    )


def _new_rows(model: type[Model], section: str, code: str, part: Plain) -> set[int]:
    """Return the rows of a part that the public does not know."""
    rows = model._default_manager.filter(department__code=code).order_by("position", "pk")
    working = content_now().whole[code]
    mets = changed(part, working)
    new = [one.ours for one in mets if one.section == section and one.base is None]
    listed = zip(rows.values_list("pk", flat=True), working[DEPARTMENT][section], strict=True)
    return {row for row, content in listed if content in new}
