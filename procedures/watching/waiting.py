"""How many statements were checked in the working copy, and are not published as checked."""

from collections import Counter
from functools import lru_cache

from procedures.models import Edition
from procedures.publishing.editions import stored as editions

# The origin of a statement, as both the working copy and an edition say it.
KEYS = ("reference", "url", "checked_on")


def waiting(statements):
    """Return {part: number of statements whose check is not in the edition in force}.

    Two statements with the same source, checked on the same day, stand for each other: what is
    counted is how many lines of sources an edition lacks.
    """
    edition = editions.in_force()
    published = _published(edition.number, edition.digest) if edition else {}
    working = {}
    for statement in statements:
        if statement.checked_on is not None:
            line = (
                statement.reference,
                statement.url,
                statement.checked_on.isoformat(),
                statement.confidence,
            )
            working.setdefault(statement.part, Counter())[line] += 1
    missing = {part: lines - published.get(part, Counter()) for part, lines in working.items()}
    return {part: lines.total() for part, lines in missing.items() if lines}


@lru_cache(maxsize=2)
def _published(number, digest):
    """An edition never changes: it is read once a process."""
    parts = Edition.objects.get(number=number, digest=digest).parts.all()
    return {part.code: Counter(_lines(part.content)) for part in parts}


def _lines(value):
    """Yield the origin of every statement inside plain data; the source of a case is a string."""
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
