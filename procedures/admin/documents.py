"""The library of supporting documents."""

from django.contrib import admin
from django.db.models import Count

from procedures.models import Document, DocumentNote

from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import called, checked_on, excerpt, to_translate
from .options import SOURCE

NOTE = ("position", "text", "when", ("starts_on", "ends_on"))


class DocumentNoteInline(DeskInline):
    model = DocumentNote
    fieldsets = ((None, {"fields": NOTE}),)


@admin.register(Document)
class DocumentAdmin(DeskAdmin):
    fieldsets = (
        (None, {"fields": ("key", "title", "explanation", "looks_like")}),
        ("L'obtenir", {"fields": ("how_to_get", "delay")}),
        (
            "Ce que le guichet regarde",
            {"fields": ("validity", ("original", "translation"), "refusals", "icon")},
        ),
        SOURCE,
    )
    inlines = (DocumentNoteInline,)
    list_display = (
        called(Document, "title"),
        "use_count",
        "original",
        "translation",
        checked_on,
        to_translate,
    )
    list_filter = ("original", "translation")
    search_fields = ("key", "title_fr", "explanation_fr")
    search_help_text = "Identifiant, titre ou explication."

    def get_queryset(self, request):
        uses = Count("entries", distinct=True) + Count("alternatives", distinct=True)
        return super().get_queryset(request).annotate(use_count=uses)

    @admin.display(description="demandée", ordering="use_count")
    def use_count(self, obj):
        return f"{obj.use_count} fois" if obj.use_count else "jamais"


@admin.register(DocumentNote)
class DocumentNoteAdmin(InsideAdmin):
    parents = ("document",)
    fieldsets = ((None, {"fields": ("document", *NOTE)}), SOURCE)
    autocomplete_fields = ("document",)
    list_display = (excerpt(DocumentNote, "text"), "document", to_translate)
    list_select_related = ("document",)
    search_fields = ("text_fr", "document__key")
