"""The lines of a list of documents, of a procedure or of a local adaptation."""

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db.models import Q

from procedures.models import (
    NATIONAL,
    Document,
    DocumentAlternative,
    DocumentEntry,
    Override,
    Procedure,
)
from procedures.models.base import is_key
from procedures.publishing.checks.completeness import lack_of_source
from procedures.rights import rights_of

from .asking.prefilled import ASKED, SOURCED, SourcedForm, added, asks_for_more
from .base import DeskInline, InsideAdmin
from .columns import excerpt, to_translate
from .forms import DeskForm, Listed, with_lists
from .options import SOURCE
from .questions import FamilyFilter

ONE_OF = Listed(
    "one_of",
    DocumentAlternative,
    "alternatives",
    "document",
    "Quand la personne choisit parmi plusieurs pièces : laissez alors « pièce » vide.",
)
# The persons of a line stand near its paper: the note, the box that makes it say so, the condition.
ENTRY = (
    ("position", "document"),
    ("one_of", "group"),
    "note",
    "for_some",
    "when",
    ("starts_on", "ends_on"),
    "form",
)
CHOICE = "Au choix avec d'autres pièces"


class PaperLineForm(DeskForm):
    """A paper of a list, called by its title before it is saved too."""

    @property
    def new_name(self):
        chosen = str(self["document"].value() or "") if "document" in self.fields else ""
        found = Document.objects.filter(pk=chosen).first() if is_key(Document, chosen) else None
        return found.title_fr if found else ""


class DocumentEntryInline(DeskInline):
    model = DocumentEntry
    form = with_lists(ONE_OF, base=PaperLineForm)
    fieldsets = ((None, {"fields": ENTRY}),)
    autocomplete_fields = ("document",)
    one_of = ONE_OF.shown()

    def get_fieldsets(self, request, obj=None):
        """Fold what makes a choice of several papers, if one came to ask for one paper."""
        fieldsets = super().get_fieldsets(request, obj)
        if ASKED not in request.GET:
            return fieldsets
        (title, options), *rest = fieldsets
        choice = [one for one in options["fields"] if not isinstance(one, str) and "one_of" in one]
        others = [one for one in options["fields"] if one not in choice]
        # A row each: Django then opens the fold over a field that is refused.
        folded = (CHOICE, {"classes": ("collapse",), "fields": flatten(choice)})
        return [(title, {**options, "fields": others}), folded, *rest]

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if added(request, ASKED) else super().get_extra(request, obj, **kwargs)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("document")
        return rows.prefetch_related("alternatives")


class LocalLineForm(SourcedForm):
    """A line on its own page: one of an adaptation has a source, its own or the adaptation's."""

    def changes_papers(self, cleaned):
        return self.stands_on_its_source() and asks_for_more(self)

    def stands_on_its_source(self):
        override = self.cleaned_data.get("override") or self.instance.override
        return bool(override) and bool(lack_of_source(*(getattr(override, one) for one in SOURCED)))


@admin.register(DocumentEntry)
class DocumentEntryAdmin(InsideAdmin):
    listed = True
    part_lookup = "override__department__code"
    parents = ("procedure", "override")
    form = with_lists(ONE_OF, base=LocalLineForm)
    one_of = ONE_OF.shown()
    fieldsets = ((None, {"fields": (("procedure", "override"), *ENTRY)}), SOURCE)
    autocomplete_fields = ("document",)
    list_display = ("name", "procedure", "override", excerpt(DocumentEntry, "note"), to_translate)
    list_filter = ("form", ("procedure__family", FamilyFilter))
    list_select_related = ("document", "procedure", "override__department", "override__procedure")
    search_fields = ("document__key", "document__title_fr", "group_fr", "note_fr", "procedure__key")
    search_help_text = "Pièce, précision ou démarche."
    ordering = ("procedure__family", "procedure__position", "position", "pk")

    def visible(self, parts):
        return super().visible(parts) | Q(procedure__isnull=False)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rights = rights_of(request)
        if db_field.remote_field.model is Procedure and not rights.may_edit(NATIONAL):
            kwargs["queryset"] = Procedure.objects.none()
        if db_field.remote_field.model is Override:
            overrides = Override.objects.select_related("department", "procedure")
            kwargs["queryset"] = overrides.filter(department__code__in=rights.editable_parts)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="pièce", ordering="document__key")
    def name(self, obj):
        return str(obj.document or obj.group or "-")
