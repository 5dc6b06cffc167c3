"""The working copy as plain data: read again when a row differs, whoever changed it, and however.

To ask every table for its rows takes a tenth of what it takes to make entries of them, and leaves
no doubt: a writer sees what is not committed yet, an act that is rolled back leaves nothing, and
another process needs to tell nobody. What is worked out of the content is kept by its digest.
"""

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from procedures.engine.values.plain import PlainDict
from procedures.exchange.changed_rows import PARENTS
from procedures.exchange.plain import canonical
from procedures.exchange.retrieving import Retriever, read_all
from procedures.exchange.tables import Tables
from procedures.publishing.parts import cutting as parts

MOST_KEPT = 2  # What is committed, and what somebody tries before it is.


@dataclass(frozen=True)
class Content:
    """The working copy at one moment. It is shared: who changes it copies it first."""

    rows: list = field(repr=False)
    keys: list = field(repr=False)
    plain: PlainDict = field(repr=False)

    @cached_property
    def digest(self):
        return parts.digest(self.plain)

    @cached_property
    def rules(self):
        """A digest of all but the translations, which change no rule, and of which row is which."""
        rest = {section: one for section, one in self.plain.items() if section != "translations"}
        return parts.digest([rest, self.keys])

    @cached_property
    def by_part(self):
        """The content of each part, by its code."""
        return parts.split(self.plain)


_lock = Lock()
_kept = []


def content_now():
    """Return the Content of the working copy as it is now."""
    tables = Tables()
    rows = [tables.table(model).raw for model in PARENTS]
    with _lock:
        found = next((one for one in _kept if one.rows == rows), None)
        if found is None:
            keys = [tables.keys(model) for model in PARENTS]
            found = Content(rows, keys, canonical(read_all(Retriever(tables))))
        _kept[:] = [found, *(one for one in _kept if one is not found)][:MOST_KEPT]
    return found
