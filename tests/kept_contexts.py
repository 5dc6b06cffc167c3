"""What the test client keeps of a page: its templates and what they were given, without its pieces.

A page of the desk includes a hundred pieces: each field, each button. Django keeps a copy of what
each of them was given, which took one part in thirty of the tests of pages; nothing looks at it.
"""

from django.test import client

PIECES = ("components/", "django/forms/", "admin/widgets/")


def install():
    """Have the client of tests keep pages only."""
    keep = client.store_rendered_templates

    def keep_pages(store, signal, sender, template, context, **more):
        if not (template.name or "").startswith(PIECES):
            keep(store, signal, sender, template, context, **more)

    client.store_rendered_templates = keep_pages
