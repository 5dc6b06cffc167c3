"""Test cases: concrete people, their answers, and what these must give."""

from django.contrib import admin

from procedures.models import Case

from .base import DeskAdmin
from .columns import excerpt


@admin.register(Case)
class CaseAdmin(DeskAdmin):
    fieldsets = (
        (None, {"fields": (("key", "file", "position"), "persona", "today")}),
        ("L'essai", {"fields": ("answers", "expect")}),
        ("Pourquoi ce résultat est le bon", {"fields": ("source", "confidence")}),
    )
    list_display = ("key", excerpt("persona", "personne"), "file", "expected", "confidence")
    list_filter = ("file", "confidence")
    search_fields = ("key", "persona", "file")

    @admin.display(description="démarches attendues")
    def expected(self, obj):
        return ", ".join(obj.expect.get("procedures") or ()) or "-"
