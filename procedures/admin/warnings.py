"""The warnings of a procedure or of one of its steps."""

from django.contrib import admin

from procedures.models import ProcedureWarning, StepWarning

from .base import DeskInline, InsideAdmin
from .columns import excerpt, to_translate
from .options import SOURCE

WARNING = ("position", "text", "papers", "when", ("starts_on", "ends_on"))


class ProcedureWarningInline(DeskInline):
    model = ProcedureWarning
    fieldsets = ((None, {"fields": WARNING}),)


class StepWarningInline(DeskInline):
    model = StepWarning
    fieldsets = ((None, {"fields": WARNING}),)


@admin.register(ProcedureWarning)
class ProcedureWarningAdmin(InsideAdmin):
    parents = ("procedure",)
    fieldsets = ((None, {"fields": ("procedure", *WARNING)}), SOURCE)
    autocomplete_fields = ("procedure",)
    list_display = (excerpt(ProcedureWarning, "text"), "procedure", to_translate)
    list_select_related = ("procedure",)
    search_fields = ("text_fr",)


@admin.register(StepWarning)
class StepWarningAdmin(InsideAdmin):
    parents = ("step",)
    fieldsets = ((None, {"fields": ("step", *WARNING)}), SOURCE)
    autocomplete_fields = ("step",)
    list_display = (excerpt(StepWarning, "text"), "step", to_translate)
    list_select_related = ("step__procedure",)
    search_fields = ("text_fr",)
