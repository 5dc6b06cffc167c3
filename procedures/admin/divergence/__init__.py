"""What each département asks, adds or says otherwise than everywhere else, and than the others."""

from .page import divergence_page

__all__ = ["divergence_page"]
