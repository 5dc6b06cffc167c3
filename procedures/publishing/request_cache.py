"""One moment of the database: what a page asks again and again, read once.

A page of the desk asks for the working copy and for the edition in force up to ten times: in its
bar, its lists and its buttons. Read once, they are also of one moment, whatever others write
meanwhile. What this page writes itself is read at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")

_held: ContextVar[dict[Hashable, Any] | None] = ContextVar("moment", default=None)
# The first words of the SQL statements after which all is as it was.
_LEAVES = ("SELECT", "SAVEPOINT", "RELEASE")


@contextmanager
def request_cache() -> Iterator[None]:
    """Hold what ``once`` reads until the block ends, or until it may have changed."""
    token = _held.set({})
    try:
        with connection.execute_wrapper(_watch):
            yield
    finally:
        _held.reset(token)


def once(key: Hashable, read: Callable[[], T]) -> T:
    """Return what ``read`` reads of the database, read once in a moment; outside of one, each time.

    What is read inside a transaction may be rolled back with it: it is not held for what follows.
    A return to a savepoint is a statement, after which everything is read again.
    """
    held = _held.get()
    if held is None:
        return read()
    place = (key, connection.in_atomic_block)
    if place not in held:
        held[place] = read()
    found: T = held[place]
    return found


def forget() -> None:
    """Read again what is asked next: another thread may have written for this page."""
    held = _held.get()
    if held:
        held.clear()


def _watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    words = str(sql).lstrip("( \n").upper()
    # A lock on rows, or on a table, reads what is there from now on.
    if not words.startswith(_LEAVES) or "FOR UPDATE" in words:
        forget()
    return execute(sql, params, many, context)
