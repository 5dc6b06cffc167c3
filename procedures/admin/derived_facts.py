"""The facts computed from answers, with their rules."""

from django.contrib import admin
from django.db.models import Count

from procedures.models import DerivedFact, DerivedRule

from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import checked_on
from .forms import DeskForm
from .options import SOURCE
from .values_field import values_offered

RULE = (("position", "value", "label"), "when", ("starts_on", "ends_on"))


class RuleForm(DeskForm):
    """A rule whose value is chosen, once it is known of which information it is."""

    fact = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fact = self.fact or (self.instance.derived_fact_id and self.instance.derived_fact)
        values = values_offered(fact, self.instance.value) if fact else None
        if values and "value" in self.fields:
            self.fields["value"].close(values)


class DerivedRuleInline(DeskInline):
    model = DerivedRule
    form = RuleForm
    fieldsets = ((None, {"fields": RULE}),)
    verbose_name_plural = "règles : la première qui tient donne la valeur"

    def get_formset(self, request, obj=None, **kwargs):
        form = type("RuleForm", (self.form,), {"fact": obj})
        return super().get_formset(request, obj, **kwargs | {"form": form})


@admin.register(DerivedFact)
class DerivedFactAdmin(DeskAdmin):
    fieldsets = ((None, {"fields": ("title", ("key", "kind"), "values", "settles")}), SOURCE)
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
    form = RuleForm
    parents = ("derived_fact",)
    fieldsets = ((None, {"fields": ("derived_fact", *RULE)}), SOURCE)
    list_display = ("__str__", "derived_fact")
    list_select_related = ("derived_fact",)
