"""« Essayer »: a person's result in the working copy beside the published one, and why."""

from .trying import tryout_page

__all__ = ["tryout_page"]
