"""Tells what the edition in force contains: visitors' links and answers hold its names."""

from django.db.models import Model

from procedures import models
from procedures.publishing.editions import current

SECTIONS: dict[type[Model], str] = {
    models.Question: "questions",
    models.DerivedFact: "derived_facts",
    models.Group: "groups",
    models.Fee: "fees",
    models.Document: "documents",
    models.Procedure: "procedures",
    models.Orientation: "orientations",
}


def is_published(obj: Model) -> bool:
    """Tell whether the edition in force contains this entry."""
    if isinstance(obj, models.Department):
        return True
    section = SECTIONS.get(type(obj))
    if section is None or getattr(obj, "inquiry_id", None) is not None:
        return False
    try:
        rule_set = current.current_edition().rule_set
    except current.NoEdition:
        return False
    return getattr(obj, "key", "") in getattr(rule_set, section)
