"""What no page of the desk sends is refused, never an error: PostgreSQL is strict on letters."""

from django.urls import reverse

from procedures import models

from .addresses import adding, listing, page
from .matrix_pages import OWN_PAGES

NUL = "a\0b"


def addresses():
    entry = models.Question.objects.first()
    yield from (adding(models.Question), listing(models.Question), page(entry))
    for name, (_opens, _sends, arguments) in OWN_PAGES.items():
        yield reverse(f"admin:{name}", args=arguments)


def test_no_page_looks_up_or_keeps_the_letter_nul(catalogue, superuser):
    """« Chercher » answered 500 in production, where SQLite had taken it."""
    for address in addresses():
        refused = (
            superuser.get(address, {"q": NUL}),
            superuser.get(address, {NUL: ""}),
            superuser.post(address, {"note": NUL}),
        )
        assert [one.status_code for one in refused] == [400] * 3, address
