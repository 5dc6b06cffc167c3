"""The local adaptations: what a préfecture asks or says differently from the national list."""

from django.contrib import admin

from procedures.models import DroppedDocument, Override

from .asking import Prefilled, PrefilledForm, SourcedForm
from .base import DeskInline, LocalAdmin
from .columns import checked_on, excerpt, to_translate
from .copying.elsewhere import copy_elsewhere, copy_link
from .document_entries import DocumentEntryInline
from .forms import Listed, with_lists
from .options import SOURCE
from .questions import FamilyFilter

DROPPED = Listed(
    "dropped",
    DroppedDocument,
    "drop_documents",
    "document",
    "Elles sont retirées de la liste nationale.",
)
OVERRIDE = (("position", "procedure"), "notes", "dropped")


class OverrideInline(DeskInline):
    model = Override
    form = with_lists(DROPPED, base=SourcedForm)
    dropped = DROPPED.shown()
    fieldsets = ((None, {"fields": (*OVERRIDE, ("source_reference", "source_checked_on"))}),)
    autocomplete_fields = ("procedure",)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("department", "procedure")
        return rows.prefetch_related("drop_documents")


@admin.register(Override)
class OverrideAdmin(Prefilled, LocalAdmin):
    form = with_lists(DROPPED, base=PrefilledForm)
    dropped = DROPPED.shown()
    fieldsets = ((None, {"fields": ("department", *OVERRIDE)}), SOURCE)
    inlines = (DocumentEntryInline,)
    autocomplete_fields = ("procedure",)
    list_display = ("__str__", excerpt(Override, "notes"), checked_on, to_translate)
    list_filter = ("department", ("procedure__family", FamilyFilter))
    list_select_related = ("department", "procedure")
    search_fields = ("procedure__key", "notes_fr")
    actions = (copy_elsewhere,)

    def render_change_form(self, request, context, *args, **kwargs):
        context["desk_copy"] = copy_link(request, "adaptations", kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)
