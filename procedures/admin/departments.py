"""The départements: the préfecture of each, and all its local content."""

from django.contrib import admin
from django.db.models import Count

from procedures.models import Department

from .base import DeskAdmin
from .channels import ChannelInline
from .columns import excerpt, to_translate
from .helpers import HelperInline, WaitingTimeInline
from .notices import NoticeInline
from .options import SOURCE
from .overrides import OverrideInline
from .sites import SiteInline

PREFECTURE_SOURCE = (
    "D'où viennent ces coordonnées",
    {
        "classes": ("collapse",),
        "fields": (
            ("prefecture_source_reference", "prefecture_source_url"),
            (
                "prefecture_source_dated",
                "prefecture_source_checked_on",
                "prefecture_confidence",
            ),
            ("prefecture_source_verified_on", "prefecture_source_verified_by"),
            ("prefecture_recheck_after", "prefecture_owner"),
        ),
    },
)


@admin.register(Department)
class DepartmentAdmin(DeskAdmin):
    """The pages of départements. Only administrators add or remove one, since each is a part."""

    part_lookup = "code"
    key_column = "code"
    fieldsets = (
        (None, {"fields": (("code", "name"),)}),
        (
            "La préfecture",
            {
                "fields": (
                    "prefecture_name",
                    "prefecture_address",
                    ("prefecture_phone", "prefecture_email"),
                    "prefecture_site",
                )
            },
        ),
        PREFECTURE_SOURCE,
        SOURCE,
    )
    inlines = (
        *(SiteInline, ChannelInline, OverrideInline, NoticeInline, HelperInline),
        WaitingTimeInline,
    )
    list_display = (
        "code",
        "name",
        excerpt(Department, "prefecture_name"),
        "content",
        "prefecture_source_checked_on",
        to_translate,
    )
    search_fields = ("code", "name_fr", "prefecture_name_fr")

    def get_queryset(self, request):
        counts = {
            f"{name}_count": Count(name, distinct=True) for name in ("sites", "channels", "helpers")
        }
        return super().get_queryset(request).annotate(**counts)

    def has_add_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request)

    @admin.display(description="contenu")
    def content(self, obj):
        counts = (obj.sites_count, obj.channels_count, obj.helpers_count)
        return "{} lieux, {} façons de déposer, {} aides".format(*counts)
