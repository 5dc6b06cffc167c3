"""Tells what the edition in force contains: visitors' links and answers hold its names."""

from django.db.models import Model

from procedures import models
from procedures.publishing.parts.items import entry_in
from procedures.publishing.request_cache import once

from ..history.rows import SECTIONS, place_of
from ..versions import published_contents

# The entries whose names visitors' links and answers hold.
HELD = (
    *(models.Question, models.DerivedFact, models.Group, models.Fee, models.Document),
    *(models.Procedure, models.Orientation, models.ExamplePerson),
)


def is_published(obj: Model) -> bool:
    """Tell whether the edition in force contains an entry whose name visitors may hold."""
    return isinstance(obj, models.Department) or (isinstance(obj, HELD) and _is_public(obj))


def may_be_prepared(obj: Model) -> bool:
    """Tell whether an entry may be put in preparation: the public must not lose it by that."""
    if isinstance(obj, models.Department) or getattr(obj, "inquiry_id", None) is not None:
        return False
    return not _is_public(obj)


def _is_public(obj: Model) -> bool:
    if type(obj) not in SECTIONS or getattr(obj, "inquiry_id", None) is not None:
        return False
    place = place_of(obj)
    contents = once("published contents", published_contents)[1]
    return entry_in(contents.get(place.part) or {}, place.section, place.name) is not None
