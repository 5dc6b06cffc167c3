"""« Changer la façon de déposer de plusieurs démarches »: choose, preview, change all at once."""

from .changing import bulk_channel_page

__all__ = ["bulk_channel_page"]
