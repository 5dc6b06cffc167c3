"""The facts computed from answers, with their rules."""

from django.contrib import admin
from django.db.models import Count

from procedures.models import DerivedFact, DerivedRule

from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import checked_on
from .options import SOURCE

RULE = (("position", "value", "label"), "when", ("starts_on", "ends_on"))


class DerivedRuleInline(DeskInline):
    model = DerivedRule
    fieldsets = ((None, {"fields": RULE}),)
    verbose_name_plural = "règles : la première qui tient donne la valeur"


@admin.register(DerivedFact)
class DerivedFactAdmin(DeskAdmin):
    fieldsets = ((None, {"fields": ("title", ("key", "kind"), "position", "values")}), SOURCE)
    inlines = (DerivedRuleInline,)
    list_display = ("__str__", "kind", "rule_count", checked_on)
    list_filter = ("kind",)
    search_fields = ("key", "title")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(rule_count=Count("rules"))

    @admin.display(description="règles", ordering="rule_count")
    def rule_count(self, obj):
        return obj.rule_count


@admin.register(DerivedRule)
class DerivedRuleAdmin(InsideAdmin):
    parents = ("derived_fact",)
    fieldsets = ((None, {"fields": ("derived_fact", *RULE)}), SOURCE)
    list_display = ("__str__", "derived_fact")
    list_select_related = ("derived_fact",)
