"""Who is competent in each département."""

from django.contrib import admin

from procedures.models import Authority

from .base import DeskAdmin
from .columns import checked_on
from .options import SOURCE


@admin.register(Authority)
class AuthorityAdmin(DeskAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "kind",
                    "key",
                    "name",
                    "departments",
                    ("arrondissement", "scope"),
                    "commune",
                )
            },
        ),
        ("La joindre", {"fields": ("address", ("phone", "email"), "site", "contact_dated")}),
        SOURCE,
    )
    list_display = ("name", "kind", "contact_dated", checked_on)
    list_filter = ("kind",)
    search_fields = ("key", "name", "departments", "address")
