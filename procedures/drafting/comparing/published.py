"""Tells what the edition in force contains: visitors' links and answers hold its names."""

from django.db.models import Model

from procedures import models
from procedures.publishing.editions import in_memory
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
    models.Channel: ("channels", "id"),
    models.Notice: ("notices", "id"),
    models.Helper: ("helpers", "id"),
}


def may_be_prepared(obj: Model) -> bool:
    """Tell whether an entry may be put in preparation: the public must not lose it by that."""
    if getattr(obj, "inquiry_id", None) is not None:
        return False
    if type(obj) not in OTHERS:
        return not is_published(obj)
    section, identity = OTHERS[type(obj)]
    contents = once("published contents", published_contents)[1]
    part = contents.get(getattr(obj, "part", "")) or {}
    listed = {**(part.get("department") or {}), **part}.get(section) or []
    name = obj.procedure.key if isinstance(obj, models.Override) else getattr(obj, "key", "")
    return name not in {one.get(identity) for one in listed}
