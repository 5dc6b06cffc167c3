"""The procedures, with everything that the people concerned read."""

from django.contrib import admin
from django.db.models import Count
from django.utils.text import capfirst

from procedures.models import Exclusion, LegalReference, Procedure

from .base import DeskAdmin
from .columns import called, checked_on, to_translate
from .document_entries import DocumentEntryInline
from .fees import CostInline
from .forms import LinesField, Listed, with_lists
from .options import SOURCE
from .placing import PlacedForm, TakesPlace
from .questions import FamilyFilter, family
from .steps import ProcedureStanceInline, ProcedureWarningInline, StepInline

EXCLUSIVE_WITH = Listed(
    "exclusive_with",
    Exclusion,
    "exclusions",
    "other",
    "Les démarches que la même personne ne peut pas avoir en même temps.",
)


class ProcedureForm(PlacedForm, with_lists(EXCLUSIVE_WITH)):
    references = LinesField(
        label=capfirst(LegalReference._meta.verbose_name_plural),
        required=False,
        help_text="Une par ligne, par exemple « CESEDA L. 422-1 ».",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            rows = self.instance.legal_references.all()
            self.initial["references"] = [row.reference for row in rows]

    def clean_references(self):
        lines = self.cleaned_data["references"]
        longest = LegalReference._meta.get_field("reference").max_length
        if any(len(line) > longest for line in lines):
            self.add_error("references", f"Une référence a {longest} caractères au plus.")
        return lines

    def _save_m2m(self):
        super()._save_m2m()
        if "references" in self.changed_data:
            rows = self.instance.legal_references
            rows.all().delete()
            for position, line in enumerate(self.cleaned_data["references"]):
                rows.create(position=position, reference=line)


@admin.register(Procedure)
class ProcedureAdmin(TakesPlace, DeskAdmin):
    form = ProcedureForm
    exclusive_with = EXCLUSIVE_WITH.shown()
    fieldsets = (
        (
            None,
            {"fields": (("key", "family", "position"), "title", "summary", "result", "withdrawn")},
        ),
        (
            "Pour qui",
            {
                "fields": (
                    "when",
                    ("starts_on", "ends_on"),
                    "track",
                    "rank",
                    "otherwise",
                    "exclusive_with",
                    "sensitive",
                )
            },
        ),
        (
            "Délais et attente",
            {
                "fields": (
                    ("processing_time", "validity"),
                    "meanwhile_text",
                    ("meanwhile_may_work", "meanwhile_may_travel"),
                )
            },
        ),
        ("Le droit", {"fields": ("references",)}),
        SOURCE,
    )
    inlines = (
        ProcedureStanceInline,
        StepInline,
        DocumentEntryInline,
        CostInline,
        ProcedureWarningInline,
    )
    list_display = (
        called(Procedure, "title"),
        family,
        "rank",
        "content",
        checked_on,
        to_translate,
    )
    list_filter = (("family", FamilyFilter), "confidence", "track", "withdrawn")
    search_fields = ("key", "title_fr", "summary_fr")
    search_help_text = "Identifiant, titre ou résumé."

    def get_queryset(self, request):
        counts = {
            "step_count": Count("steps", distinct=True),
            "document_count": Count("documents", distinct=True),
        }
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description="contenu")
    def content(self, obj):
        return f"{obj.step_count} étapes, {obj.document_count} pièces"

    @admin.display(description=LegalReference._meta.verbose_name_plural)
    def references(self, obj):
        return "\n".join(row.reference for row in obj.legal_references.all()) or "-"
