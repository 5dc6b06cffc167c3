"""A write-only door for anonymous counts: what happens is added in memory, a thread writes it.

Who counts says what happened, never to whom. Nothing can be read back through this package.
"""

from .buffer import Event, count, flush, stop

__all__ = ["Event", "count", "flush", "stop"]
