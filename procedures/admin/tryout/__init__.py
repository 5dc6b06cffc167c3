"""« Essayer »: what the working copy gives a person, beside what the public is told, and why."""

from .page import tryout_page

__all__ = ["tryout_page"]
