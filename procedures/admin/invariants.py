"""Invariants: what the catalogue promises for everybody."""

from django.contrib import admin

from procedures.models import Invariant

from .base import DeskAdmin
from .columns import checked_on
from .options import SOURCE

NEVER = (
    "never_words",
    ("never_but_for", "never_told_with"),
    ("never_documents", "never_procedures", "never_channels", "never_places"),
)
ALWAYS = (("always_on", "always_told"), "always_first")


@admin.register(Invariant)
class InvariantAdmin(DeskAdmin):
    fieldsets = (
        (None, {"fields": ("title", "key")}),
        ("Pour qui", {"fields": ("when",)}),
        ("Ce qui n'arrive jamais", {"fields": NEVER}),
        ("Ce qui est toujours dit", {"fields": ALWAYS}),
        SOURCE,
    )
    list_display = ("title", checked_on)
    search_fields = ("key", "title")
