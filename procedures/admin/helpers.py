"""The people who can help nearby."""

from django.contrib import admin

from procedures.models import Helper

from .base import DeskInline, LocalAdmin
from .columns import checked_on, excerpt, to_translate
from .options import SOURCE

HELPER = (
    ("position", "kind"),
    "name",
    "address",
    ("phone", "languages"),
    "weekly_hours",
    "hours",
)


class HelperInline(DeskInline):
    model = Helper
    fieldsets = ((None, {"fields": HELPER}),)


@admin.register(Helper)
class HelperAdmin(LocalAdmin):
    fieldsets = ((None, {"fields": ("department", *HELPER)}), SOURCE)
    list_display = (
        excerpt(Helper, "name"),
        "kind",
        "department",
        "phone",
        checked_on,
        to_translate,
    )
    list_filter = ("department", "kind")
    search_fields = ("name_fr", "address_fr", "kind")
