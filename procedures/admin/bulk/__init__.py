"""« Changer le canal de plusieurs démarches »: choose, preview, then change all at once."""

from .changing import bulk_channel_page

__all__ = ["bulk_channel_page"]
