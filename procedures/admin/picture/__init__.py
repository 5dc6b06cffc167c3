"""The picture of the catalogue: the dependencies, drawn and listed."""

from .showing import picture_page

__all__ = ["picture_page"]
