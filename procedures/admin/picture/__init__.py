"""The picture of the catalogue: what depends on what, drawn and told."""

from .page import picture_page

__all__ = ["picture_page"]
