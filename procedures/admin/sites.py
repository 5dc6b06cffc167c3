"""The places where a préfecture receives people."""

from django.contrib import admin

from procedures.models import Site

from .base import DeskInline, LocalAdmin
from .columns import called, checked_on, to_translate
from .forms import NamedForm
from .options import SOURCE

SITE = ("position", "key", "name", "weekly_hours", "hours", "address", "phone")
WHOM = ("arrondissements", "handles")
FOR_WHOM = (
    "Qui y va : d'où, et pour quelles démarches",
    {"classes": ("collapse",), "fields": WHOM},
)


class SiteInline(DeskInline):
    model = Site
    form = NamedForm
    fieldsets = ((None, {"fields": (*SITE, *WHOM)}),)


@admin.register(Site)
class SiteAdmin(LocalAdmin):
    form = NamedForm
    fieldsets = ((None, {"fields": ("department", *SITE)}), FOR_WHOM, SOURCE)
    list_display = (called(Site, "name"), "department", checked_on, to_translate)
    list_filter = ("department",)
    search_fields = ("key", "name_fr", "address_fr")
