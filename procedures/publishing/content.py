"""The working copy as plain data, read again when a row differs, whoever changed it and however.

Reading the rows of every table takes a tenth of the time of making entries of them, and leaves no
doubt: a writer sees its own uncommitted changes, an act rolled back leaves nothing behind, and
processes need not notify one another. Results computed from the content are kept by its digest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from procedures.engine.values.plain import PlainDict
from procedures.exchange.changed_rows import PARENTS
from procedures.exchange.plain import canonical
from procedures.exchange.retrieving import Retriever, read_all
from procedures.exchange.tables import Raw, Tables

from .parts import cutting as parts

# The committed content, and the content that somebody tries before committing it.
MOST_KEPT = 2


@dataclass(frozen=True)
class Content:
    """The working copy at one moment. It is shared: copy it before changing it."""

    rows: list[list[Raw]] = field(repr=False)
    keys: list[list[int]] = field(repr=False)
    plain: PlainDict = field(repr=False)

    @cached_property
    def digest(self) -> str:
        return parts.digest(self.plain)

    @cached_property
    def rules(self) -> str:
        """A digest of the primary keys and of all but the translations, which change no rule."""
        rest = {section: one for section, one in self.plain.items() if section != "translations"}
        return parts.digest([rest, self.keys])

    @cached_property
    def by_part(self) -> dict[str, PlainDict]:
        """{code: content} of the parts."""
        return parts.split(self.plain)


_lock = Lock()
_kept: list[Content] = []


def content_now() -> Content:
    """Return the content of the working copy as it is now."""
    tables = Tables()
    rows = [tables.table(model).raw for model in PARENTS]
    with _lock:
        found = next((one for one in _kept if one.rows == rows), None)
        if found is None:
            keys = [tables.keys(model) for model in PARENTS]
            found = Content(rows, keys, canonical(read_all(Retriever(tables))))
        _kept[:] = [found, *(one for one in _kept if one is not found)][:MOST_KEPT]
    return found
