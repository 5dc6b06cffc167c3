"""How old a local fact may be before it is to be checked: the same for all of them."""

from __future__ import annotations

from datetime import date

from .values.content import Source
from .values.facts import Duration, latest, parse_partial_date

FACTS_AGE_AFTER = Duration(years=2)


def is_old(dated: str, today: date, confirmed_on: date | None = None) -> bool:
    """Tell whether a fact has more than 24 months, or no date.

    Its age is that of the document, or of the day on which a service confirmed it. The day on
    which the document was read tells nothing: a copy of 2019 may be read today.
    """
    parts = parse_partial_date(dated)
    written = date(*(*parts, 1, 1)[:3]) if parts else None
    known = latest(written, confirmed_on)
    return known is None or FACTS_AGE_AFTER.after(known) < today


def is_old_source(source: Source, today: date) -> bool:
    """Tell whether what a source says of a place is old; nobody's own words have no age."""
    return bool(source.reference) and is_old(source.dated, today, source.verified_on)
