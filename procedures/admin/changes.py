"""The comparison of two contents of a part: it belongs to publishing, the desk shows it."""

from procedures.publishing.parts.changes import SECTIONS, Change, changes_between

__all__ = ["SECTIONS", "Change", "changes_between"]
