"""« Changer le canal de plusieurs démarches »: chosen together, seen before, done at once."""

from .page import bulk_channel_page

__all__ = ["bulk_channel_page"]
