"""The stances of a procedure: what the card of the answer says first."""

from django.contrib import admin

from procedures.models import ProcedureStance

from .base import DeskInline, InsideAdmin
from .columns import to_translate
from .options import SOURCE

STANCE = (("position", "stance", "place"), "lead", "when", ("moment", "step"), "last_day", "today")


class ProcedureStanceInline(DeskInline):
    model = ProcedureStance
    fieldsets = ((None, {"fields": STANCE}),)


@admin.register(ProcedureStance)
class ProcedureStanceAdmin(InsideAdmin):
    parents = ("procedure",)
    fieldsets = ((None, {"fields": ("procedure", *STANCE)}), SOURCE)
    autocomplete_fields = ("procedure",)
    list_display = ("stance", "lead", "procedure", to_translate)
    list_select_related = ("procedure",)
    search_fields = ("lead_fr", "procedure__key")
