"""The tariffs, with the days from which each amount is in force."""

from decimal import Decimal

from django.contrib import admin

from procedures.drafting.words.formats import amount_words
from procedures.engine.conditions.words import day_in_full
from procedures.models import Fee, FeeAmount

from .base import DeskAdmin, DeskInline
from .columns import called, checked_on, to_translate
from .forms import DeskForm
from .options import SOURCE


class FeeAmountForm(DeskForm):
    """An amount, written as one says it: « 350 », not « 350.00 »."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        amount = self.initial.get("amount")
        if isinstance(amount, Decimal) and amount == amount.to_integral_value():
            self.initial["amount"] = int(amount)

    @property
    def heading(self):
        row = self.instance
        if row.pk is None:
            return super().heading
        said = amount_words(row.amount, row.fee.currency or "EUR")
        return f"{said}, à partir du {day_in_full(row.starts_on)}"


class FeeAmountInline(DeskInline):
    model = FeeAmount
    form = FeeAmountForm
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
        said = amount_words(last.amount, obj.currency or "EUR")
        return f"{said}, depuis le {day_in_full(last.starts_on)}"
