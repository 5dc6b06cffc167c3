"""Counts the statements checked in the working copy whose check is not published."""

from collections import Counter
from functools import lru_cache

from procedures.models import Edition
from procedures.publishing.editions import stored as editions

# The fields of a source that the working copy and an edition have in common.
KEYS = ("reference", "url", "checked_on", "verified_on")


def waiting(statements):
    """Return {part: number of statements whose check is not in the edition in force}.

    Statements with the same source, checked on the same days, are interchangeable: the count is
    that of the lines of sources that the edition lacks.
    """
    edition = editions.in_force_now()
    published = _published(edition.number, edition.digest) if edition else {}
    working = {}
    for statement in statements:
        days = (statement.checked_on, statement.verified_on)
        if any(days):
            line = (
                statement.reference,
                statement.url,
                *(day.isoformat() if day else "" for day in days),
                statement.confidence,
            )
            working.setdefault(statement.part, Counter())[line] += 1
    missing = {part: lines - published.get(part, Counter()) for part, lines in working.items()}
    return {part: lines.total() for part, lines in missing.items() if lines}


@lru_cache(maxsize=2)
def _published(number, digest):
    """Return the sources in an edition, read once per process since an edition never changes."""
    parts = Edition.objects.get(number=number, digest=digest).parts.all()
    return {part.code: Counter(_lines(part.content)) for part in parts}


def _lines(value):
    """Yield the source of every statement in plain data; that of a case is a mere string."""
    if isinstance(value, list):
        for item in value:
            yield from _lines(item)
    elif isinstance(value, dict):
        source = value.get("source")
        if isinstance(source, dict):
            line = (str(source.get(key) or "") for key in KEYS)
            yield (*line, value.get("confidence") or "")
        for key, inner in value.items():
            if key != "source":
                yield from _lines(inner)
