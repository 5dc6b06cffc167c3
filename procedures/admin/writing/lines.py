"""The lines of the guide: those of the whole form, with fewer fields and no code to invent."""

from procedures.engine.codes import free_key
from procedures.models import (
    Cost,
    DocumentEntry,
    ProcedureStance,
    ProcedureWarning,
    StanceName,
    Step,
)

from ..base import DeskInline
from ..forms import DeskForm
from ..window_field import WindowForm

# Asks for one more empty line, where there are no scripts.
MORE = "ligne"
FOR_SOME = ("Pour une partie des gens seulement", {"classes": ("collapse",), "fields": ("when",)})


class GuidedStepForm(WindowForm):
    """A step, which is named after its words."""

    def save(self, commit=True):
        row = self.instance
        if not row.key:
            row.key = free_key(
                row.text_fr or "",
                row.procedure.steps.values_list("key", flat=True),
                otherwise="etape",
            )
        return super().save(commit)


class GuidedCostForm(DeskForm):
    """A cost: an amount of the law, or an amount of its own in euros."""

    def save(self, commit=True):
        if self.instance.amount is not None and not self.instance.currency:
            self.instance.currency = "EUR"
        return super().save(commit)


class GuidedInline(DeskInline):
    """Lines of a page of the guide: an empty one waits if there is none yet."""

    every_text = False
    adds = True
    # {column: what the guide calls it}
    labels = {}

    def has_add_permission(self, request, obj=None):
        return self.adds and super().has_add_permission(request, obj)

    def get_extra(self, request, obj=None, **kwargs):
        rows = self.model.objects.filter(procedure=obj)
        return int(self.adds and (MORE in request.GET or not rows.exists()))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        label = self.labels.get(db_field.name.removesuffix("_fr"))
        return super().formfield_for_dbfield(
            db_field, request, **({**kwargs, "label": label} if label else kwargs)
        )


class GuidedStepInline(GuidedInline):
    model = Step
    form = GuidedStepForm
    labels = {"text": "Que fait la personne ?", "place": "Où ?"}
    fieldsets = ((None, {"fields": ("text", "place")}), FOR_SOME)


class WindowInline(GuidedInline):
    model = Step
    form = GuidedStepForm
    adds, can_delete, unfolded = False, False, True
    verbose_name_plural = "Les dates de chaque étape"
    labels = {
        "window_from": "Au plus tôt",
        "window_to": "Au plus tard",
        "late": "Et si c'est trop tard ?",
    }
    fieldsets = ((None, {"fields": ("window_from", "window_to", "late")}),)


class PaperInline(GuidedInline):
    model = DocumentEntry
    adds = False
    verbose_name_plural = "Les papiers demandés"
    fieldsets = ((None, {"fields": ("note", "for_some", "form")}), FOR_SOME)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")


class GuidedCostInline(GuidedInline):
    model = Cost
    form = GuidedCostForm
    verbose_name_plural = "Ce que l'on paie"
    labels = {
        "label": "Ou, sans tarif : quoi",
        "amount": "Montant en euros",
        "possible": "Il peut être demandé, ou non",
    }
    fieldsets = ((None, {"fields": ("fee", ("label", "amount"), "possible")}), FOR_SOME)


class GuidedStanceInline(GuidedInline):
    model = ProcedureStance
    verbose_name, verbose_name_plural = "premier conseil", "Les premiers conseils"
    labels = {
        "stance": "Le conseil",
        "place": "Où aller d'abord",
        "lead": "La phrase de la carte",
        "moment": "Quand ce conseil vaut",
    }
    fieldsets = ((None, {"fields": (("stance", "place"), "lead", "moment")}), FOR_SOME)

    def get_extra(self, request, obj=None, **kwargs):
        extra = super().get_extra(request, obj, **kwargs)
        return max(extra, len(self.proposed(obj))) if extra else 0

    def proposed(self, procedure):
        """Return the first lines of a card: what to do before, after and between its dates."""
        if procedure.stances.exists():
            return []
        steps = procedure.steps.all()
        lines = [(StanceName.FILE, "")]
        if any(one.window_to for one in steps):
            lines.insert(0, (StanceName.LATE, ProcedureStance.Moment.AFTER))
        if any(one.window_from for one in steps):
            lines.insert(0, (StanceName.WAIT, ProcedureStance.Moment.BEFORE))
        return [{"stance": stance, "moment": moment} for stance, moment in lines]


class GuidedWarningInline(GuidedInline):
    model = ProcedureWarning
    labels = {"text": "Attention à…"}
    fieldsets = ((None, {"fields": ("text",)}), FOR_SOME)

    def get_extra(self, request, obj=None, **kwargs):
        return int(MORE in request.GET)
