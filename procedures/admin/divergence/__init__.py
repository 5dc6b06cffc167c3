"""The differences of each département from the national content and from the others."""

from .matrix import divergence_page

__all__ = ["divergence_page"]
