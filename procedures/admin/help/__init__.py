"""The help of the desk: a few sentences on each page, and the guide as a page of its own."""

from .guide import guide_page, help_of

__all__ = ["guide_page", "help_of"]
