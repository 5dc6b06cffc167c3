"""The approved sites: read by all, changed by publishers of the national content."""

from django.contrib import admin

from procedures.models import ApprovedHost
from procedures.publishing.hosts import note_approval

from .base import DeskAdmin
from .columns import excerpt


@admin.register(ApprovedHost)
class ApprovedHostAdmin(DeskAdmin):
    key_column = "host"
    fields = (
        "host",
        "includes_subdomains",
        "mentions_only",
        "reason",
        "approved_by",
        "approved_at",
    )
    list_display = (
        "host",
        "includes_subdomains",
        "mentions_only",
        excerpt(ApprovedHost, "reason"),
        "by",
        "approved_at",
    )
    list_filter = ("mentions_only", "includes_subdomains")
    list_select_related = ("approved_by",)
    search_fields = ("host", "reason")
    search_help_text = "Nom du site, ou pourquoi il est approuvé."

    def get_readonly_fields(self, request, obj=None):
        # The record of who confirmed a site is never changed: remove the line and add another one.
        fixed = ["approved_by", "approved_at", *(["host"] if obj else [])]
        return list(dict.fromkeys([*super().get_readonly_fields(request, obj), *fixed]))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.approved_by = request.user
        super().save_model(request, obj, form, change)
        note_approval(obj.host, request.user)

    def warn(self, request, obj):
        """Say nothing: the list of sites is no part of the catalogue, so nothing needs a check."""

    @admin.display(description="confirmé par", ordering="approved_by")
    def by(self, obj):
        return obj.approved_by or "-"
