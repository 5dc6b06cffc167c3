"""The people who can help nearby, and the waiting times that are published."""

from django.contrib import admin

from procedures.models import Helper, WaitingTime

from .base import DeskInline, LocalAdmin
from .codes_fields import HelperKindField
from .columns import checked_on, excerpt, to_translate
from .forms import NamedForm
from .options import SOURCE

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
