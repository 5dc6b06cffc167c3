"""The tariffs, with the days from which each amount is in force."""

from django.contrib import admin

from procedures.drafting.words.formats import amount_words
from procedures.engine.conditions.words import day_in_full
from procedures.models import Cost, Fee, FeeAmount

from .amount_asked import AmountsFormSet, FeeAmountForm
from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import called, checked_on, to_translate
from .options import SOURCE

COST = (
    ("position", "fee"),
    ("label", "amount", "currency"),
    "possible",
    "when",
    ("starts_on", "ends_on"),
)


class FeeAmountInline(DeskInline):
    model = FeeAmount
    form = FeeAmountForm
    formset = AmountsFormSet
    fieldsets = ((None, {"fields": (("starts_on", "amount", "position"),)}),)


@admin.register(Fee)
class FeeAdmin(DeskAdmin):
    fieldsets = ((None, {"fields": ("key", "label", "currency")}), SOURCE)
    inlines = (FeeAmountInline,)
    list_display = (called(Fee, "label"), "latest", checked_on, to_translate)
    search_fields = ("key", "label_fr")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("amounts")

    @admin.display(description="dernier montant")
    def latest(self, obj):
        amounts = sorted(obj.amounts.all(), key=lambda amount: amount.starts_on)
        if not amounts:
            return "-"
        last = amounts[-1]
        amount = amount_words(last.amount, obj.currency or "EUR")
        return f"{amount}, depuis le {day_in_full(last.starts_on)}"


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
