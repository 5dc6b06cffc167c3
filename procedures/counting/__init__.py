"""Anonymous counts, write-only: events are added up in memory, and a thread stores them.

A caller says what happened, and never names the person. This package cannot read any count back.
"""

from .buffer import Event, count, flush, stop

__all__ = ["Event", "count", "flush", "stop"]
