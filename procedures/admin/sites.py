"""The places where a préfecture receives people."""

from django.contrib import admin

from procedures.models import Site

from .base import DeskInline, LocalAdmin
from .columns import called, checked_on, to_translate
from .options import SOURCE

SITE = (
    ("position", "key"),
    "name",
    "address",
    "phone",
    "arrondissements",
    "handles",
    "weekly_hours",
    "hours",
)


class SiteInline(DeskInline):
    model = Site
    fieldsets = ((None, {"fields": SITE}),)


@admin.register(Site)
class SiteAdmin(LocalAdmin):
    fieldsets = ((None, {"fields": ("department", *SITE)}), SOURCE)
    list_display = (called(Site, "name"), "department", checked_on, to_translate)
    list_filter = ("department",)
    search_fields = ("key", "name_fr", "address_fr")
