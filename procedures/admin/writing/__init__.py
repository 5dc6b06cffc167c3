"""« Écrire une démarche »: short pages, one subject each; all is kept in preparation."""

from .opening import opening_page

__all__ = ["opening_page", "writing_page"]


def writing_page(site, request, pk, name):
    """Show a page of a procedure, or save it."""
    # The forms of models are registered on the site, which has this page: they come after it.
    from .dispatch import turn

    return turn(site, request, pk, name)
