"""The steps of a procedure."""

from django.contrib import admin

from procedures.models import ProcedureStance, ProcedureWarning, Step, StepWarning

from .base import DeskInline, InsideAdmin
from .between import NamesOthers
from .columns import called, checked_on, excerpt, to_translate
from .options import SOURCE
from .questions import FamilyFilter
from .window_field import WindowForm

WARNING = ("position", "text", "papers", "when", ("starts_on", "ends_on"))
STEP = (
    ("position", "key", "place", "authority"),
    "text",
    "when",
    ("starts_on", "ends_on"),
    ("window_from", "window_to"),
    "late",
    "letter",
)
STANCE = (("position", "stance", "place"), "lead", "when", ("moment", "step"), "last_day", "today")


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


class StepInline(NamesOthers, DeskInline):
    model = Step
    form = WindowForm
    fieldsets = ((None, {"fields": STEP}),)


@admin.register(Step)
class StepAdmin(NamesOthers, InsideAdmin):
    listed = True
    form = WindowForm
    parents = ("procedure",)
    fieldsets = ((None, {"fields": ("procedure", *STEP)}), SOURCE)
    inlines = (StepWarningInline,)
    autocomplete_fields = ("procedure",)
    list_display = (called(Step, "text"), "procedure", checked_on, to_translate)
    list_filter = (("procedure__family", FamilyFilter),)
    list_select_related = ("procedure",)
    search_fields = ("key", "text_fr", "procedure__key")
    search_help_text = "Étape, texte ou démarche."
    ordering = ("procedure__family", "procedure__position", "position", "pk")


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
