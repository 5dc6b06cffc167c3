"""What to beware of, in a procedure or in one of its steps."""

from django.contrib import admin

from procedures.models import ProcedureWarning, StepWarning

from .base import DeskInline, InsideAdmin
from .columns import excerpt, to_translate
from .options import SOURCE

WARNING = ("position", "text", "when")


class ProcedureWarningInline(DeskInline):
    model = ProcedureWarning
    fieldsets = ((None, {"fields": WARNING}),)


class StepWarningInline(DeskInline):
    model = StepWarning
    fieldsets = ((None, {"fields": WARNING}),)


class WarningAdmin(InsideAdmin):
    search_fields = ("text_fr",)

    def get_fieldsets(self, request, obj=None):
        self.fieldsets = ((None, {"fields": (*self.parents, *WARNING)}), SOURCE)
        return super().get_fieldsets(request, obj)


@admin.register(ProcedureWarning)
class ProcedureWarningAdmin(WarningAdmin):
    parents = ("procedure",)
    autocomplete_fields = ("procedure",)
    list_display = (excerpt("text", "texte"), "procedure", to_translate)
    list_select_related = ("procedure",)


@admin.register(StepWarning)
class StepWarningAdmin(WarningAdmin):
    parents = ("step",)
    autocomplete_fields = ("step",)
    list_display = (excerpt("text", "texte"), "step", to_translate)
    list_select_related = ("step__procedure",)
