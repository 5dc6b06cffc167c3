"""The code for another site to copy: a form without a script, and a link. Both say only a place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

# A département whose facts are known, to be changed by who copies.
DEPARTMENT = "82"


@dataclass(frozen=True, slots=True)
class Example:
    """The HTML of a form, and the address that it opens."""

    form: str
    link: str


def example(site: str) -> Example:
    """Return what to copy, in the language of the page. ``site`` is our address.

    The form opens a page of ours in the same window: no site may put ours in a frame.
    """
    address = site + reverse("before_any")
    form = format_html(
        '<form action="{}" method="get">\n'
        '  <input type="hidden" name="departement" value="{}">\n'
        '  <button type="submit">{}</button>\n'
        "</form>",
        address,
        DEPARTMENT,
        _("Préparer ma démarche de séjour"),
    )
    return Example(form, f"{address}?departement={DEPARTMENT}")
