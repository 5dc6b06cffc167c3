"""The orientations, which are useful answers without a procedure, and their links."""

from django.contrib import admin

from procedures.models import Orientation, OrientationCall, OrientationLink, OrientationStep

from .base import DeskAdmin, DeskInline, InsideAdmin
from .between import NamesOthers
from .columns import called, checked_on, excerpt, to_translate
from .forms import DeskForm
from .options import SOURCE
from .placing import PlacedForm, TakesPlace

LINK = (("position", "url"), "text")
CALL = (("position", "number", "kind"), "text")
STEP = ("position", "text", "note")


class OrientationLinkInline(DeskInline):
    model = OrientationLink
    fieldsets = ((None, {"fields": LINK}),)


class OrientationCallInline(DeskInline):
    model = OrientationCall
    fieldsets = ((None, {"fields": CALL}),)


class OrientationStepInline(DeskInline):
    model = OrientationStep
    fieldsets = ((None, {"fields": STEP}),)


class OrientationForm(PlacedForm, DeskForm):
    """The form of orientations."""


@admin.register(Orientation)
class OrientationAdmin(NamesOthers, TakesPlace, DeskAdmin):
    form = OrientationForm
    fieldsets = (
        (None, {"fields": ("key", "title", "text")}),
        ("La carte", {"fields": ("stance", "lead", "last_day", "places")}),
        (
            "Pour qui",
            {
                "fields": (
                    "when",
                    ("starts_on", "ends_on"),
                    ("urgent", "fallback", "household", "careful"),
                    ("rank", "milestone", "letter"),
                    "filed_first",
                )
            },
        ),
        SOURCE,
    )
    inlines = (OrientationCallInline, OrientationStepInline, OrientationLinkInline)
    list_display = (called(Orientation, "title"), "rank", "urgent", checked_on, to_translate)
    list_filter = ("urgent", "fallback", "household", "careful", "milestone")
    search_fields = ("key", "title_fr", "text_fr")


@admin.register(OrientationLink)
class OrientationLinkAdmin(InsideAdmin):
    parents = ("orientation",)
    fieldsets = ((None, {"fields": ("orientation", *LINK)}), SOURCE)
    autocomplete_fields = ("orientation",)
    list_display = (excerpt(OrientationLink, "text"), "orientation", "url", to_translate)
    list_select_related = ("orientation",)
    search_fields = ("text_fr", "url")


@admin.register(OrientationCall)
class OrientationCallAdmin(InsideAdmin):
    parents = ("orientation",)
    fieldsets = ((None, {"fields": ("orientation", *CALL)}), SOURCE)
    autocomplete_fields = ("orientation",)
    list_display = (excerpt(OrientationCall, "text"), "orientation", "number", to_translate)
    list_select_related = ("orientation",)
    search_fields = ("text_fr", "number")


@admin.register(OrientationStep)
class OrientationStepAdmin(InsideAdmin):
    parents = ("orientation",)
    fieldsets = ((None, {"fields": ("orientation", *STEP)}), SOURCE)
    autocomplete_fields = ("orientation",)
    list_display = (excerpt(OrientationStep, "text"), "orientation", to_translate)
    list_select_related = ("orientation",)
    search_fields = ("text_fr",)
