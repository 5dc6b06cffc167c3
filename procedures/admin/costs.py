"""The costs that a person pays for a procedure."""

from django.contrib import admin

from procedures.models import Cost

from .base import DeskInline, InsideAdmin
from .columns import to_translate
from .options import SOURCE

COST = (
    ("position", "fee"),
    ("label", "amount", "currency"),
    "possible",
    "when",
    ("starts_on", "ends_on"),
)


class CostInline(DeskInline):
    model = Cost
    fieldsets = ((None, {"fields": COST}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("fee")


@admin.register(Cost)
class CostAdmin(InsideAdmin):
    parents = ("procedure",)
    fieldsets = ((None, {"fields": ("procedure", *COST)}), SOURCE)
    autocomplete_fields = ("procedure", "fee")
    list_display = ("__str__", "procedure", "amount", "possible", to_translate)
    list_select_related = ("procedure", "fee")
    search_fields = ("label_fr", "fee__key", "procedure__key")
