"""The steps of a procedure."""

from django.contrib import admin

from procedures.models import Step

from .base import DeskInline, InsideAdmin
from .between import NamesOthers
from .columns import called, checked_on, to_translate
from .families import FamilyFilter
from .options import SOURCE
from .warnings import StepWarningInline
from .window_field import WindowForm

STEP = (
    ("position", "key", "place"),
    "text",
    "when",
    ("starts_on", "ends_on"),
    ("window_from", "window_to"),
    "late",
    "letter",
)


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
