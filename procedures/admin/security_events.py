"""« Journal de sécurité »: administrators read it, and it never changes."""

from django.contrib import admin

from procedures.models import SecurityEvent

from .memberships import AdministratorsOnly
from .read_only import ReadOnly


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnly, AdministratorsOnly, admin.ModelAdmin):
    fields = ("at", "kind", "name", "about", "part")
    list_display = ("at", "kind", "name", "about", "part")
    list_filter = ("kind", "at")
    search_fields = ("name", "about", "part")
    search_help_text = "Un compte, un site, une partie."
    actions = None

    def changelist_view(self, request, extra_context=None):
        title = {"title": "Journal de sécurité"}
        return super().changelist_view(request, {**title, **(extra_context or {})})
