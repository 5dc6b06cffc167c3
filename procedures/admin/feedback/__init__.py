"""« Retours du terrain »: what people tell of each line, and what was done about it."""

from .feedback_page import feedback_page

__all__ = ["feedback_page"]
