"""The départements: the préfecture of each, and all its local content."""

from django.contrib import admin
from django.db.models import Count

from procedures.models import Department, Helper, Site, WaitingTime

from .base import DeskAdmin, DeskInline, LocalAdmin
from .channels import ChannelInline
from .codes_fields import HelperKindField
from .columns import called, checked_on, excerpt, to_translate
from .forms import NamedForm
from .notices import NoticeInline
from .options import SOURCE
from .overrides import OverrideInline

SITE = ("position", "key", "name", "weekly_hours", "hours", "address", "phone")
WHOM = ("arrondissements", "handles")
FOR_WHOM = (
    "Qui y va : d'où, et pour quelles démarches",
    {"classes": ("collapse",), "fields": WHOM},
)
HELPER = (
    ("position", "key", "kind"),
    "name",
    "address",
    "phone",
    "weekly_hours",
    "hours",
    "languages",
)
WAIT = (
    ("position", "key"),
    "name",
    "handles",
    "law",
    ("half", "nine_in_ten", "average"),
    "period",
    "note",
)
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


class KindFilter(admin.AllValuesFieldListFilter):
    """A filter by the kinds that some helper has, as the public reads them."""

    def choices(self, changelist):
        kinds = set(self.lookup_choices)
        for choice in super().choices(changelist):
            key, space, count = str(choice["display"]).partition(" ")  # « cada (3) »
            words = HelperKindField.shown(key) if key in kinds else key
            yield {**choice, "display": f"{words}{space}{count}"}


class HelperInline(DeskInline):
    model = Helper
    form = NamedForm
    fieldsets = ((None, {"fields": HELPER}),)


@admin.register(Helper)
class HelperAdmin(LocalAdmin):
    form = NamedForm
    fieldsets = ((None, {"fields": ("department", *HELPER)}), SOURCE)
    list_display = (
        excerpt(Helper, "name"),
        "kind",
        "department",
        "phone",
        checked_on,
        to_translate,
    )
    list_filter = ("department", ("kind", KindFilter))
    search_fields = ("name_fr", "address_fr", "kind")


class WaitingTimeInline(DeskInline):
    model = WaitingTime
    form = NamedForm
    fieldsets = ((None, {"fields": WAIT}),)


@admin.register(WaitingTime)
class WaitingTimeAdmin(LocalAdmin):
    form = NamedForm
    fieldsets = ((None, {"fields": ("department", *WAIT)}), SOURCE)
    list_display = (excerpt(WaitingTime, "name"), "department", checked_on, to_translate)
    list_filter = ("department",)
    search_fields = ("key", "name_fr", "note_fr")


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
