"""The pages with fields: the form of procedures, cut by subject."""

from django import forms
from django.contrib.admin.utils import flatten_fieldsets

from procedures.drafting.changing.positions import put_after, put_last
from procedures.drafting.working_copy import lock, working_copy
from procedures.drafting.writing import starting
from procedures.drafting.writing.reach import reach_of
from procedures.models import Procedure

from ..fields import TextField
from ..link_field import SearchedSelect
from ..procedures import ProcedureAdmin, ProcedureForm
from . import filing
from .lines import (
    GuidedCostInline,
    GuidedStanceInline,
    GuidedStepInline,
    GuidedWarningInline,
    PaperInline,
    WindowInline,
)
from .opening import families, frame_context, leads_on

# {page: (its fields, its lines)}
CONTENTS = {
    "quoi": (("title", "family", "summary", "result"), ()),
    "pour-qui": (("when", "after"), ()),
    "papiers": ((), (PaperInline,)),
    "etapes": ((), (GuidedStepInline,)),
    "quand": (("validity",), (WindowInline,)),
    "prix": ((), (GuidedCostInline,)),
    "suite": (
        (
            "meanwhile_text",
            ("meanwhile_may_work", "meanwhile_may_travel"),
            "processing_time",
            *starting.STEPS,
        ),
        (),
    ),
    "carte": ((), (GuidedStanceInline, GuidedWarningInline)),
    "source": (
        (
            "source_reference",
            "source_url",
            ("source_dated", "source_checked_on"),
            "confidence",
            "references",
        ),
        (),
    ),
}
# What few procedures need is folded.
MORE = {
    "quand": (
        (
            "Si elle ne vaut qu'à partir d'un jour, ou jusqu'à un jour",
            {"classes": ("collapse",), "fields": ("starts_on", "ends_on")},
        ),
    ),
}
# What the guide calls a column, where the whole form is shorter.
LABELS = {
    "title": "Son nom, comme on le dit au guichet",
    "summary": "En deux phrases, pour le public",
    "when": "Elle est pour qui ?",
    "meanwhile_text": "Quel papier prouve la demande ?",
    "processing_time": "Quand répond-on ? Et sans réponse ?",
    "source_reference": "L'article ou la page",
    "source_url": "Son adresse",
}
HELPS = {
    "meanwhile_text": "Récépissé, attestation, confirmation : son nom, et ce qu'il permet.",
    "processing_time": "Après combien de mois sans réponse est-ce un refus, ou un accord ? Dites "
    "aussi si l'on peut demander les raisons.",
}
PROPOSED = "Proposé d'après d'autres démarches : relisez-le."
FIRST_OF_ALL = "devant toutes les autres"


class AfterField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.title_fr or obj.key


def answer(label, help_text):
    """Return the field of an answer that a step holds."""
    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
    return TextField(label=label, help_text=help_text, required=False, widget=widget)


class GuidedForm(ProcedureForm):
    """The form of procedures with the fields of one page; ``shown`` names them."""

    shown = ()
    after = AfterField(
        Procedure.objects.order_by("rank"),
        label="Elle passe après",
        required=False,
        widget=SearchedSelect,
        empty_label=FIRST_OF_ALL,
        help_text="Quand deux démarches vont à la même personne, la première est conseillée.",
    )
    recourse = answer(
        "En cas de refus, que faire ?",
        "À qui écrire, et en combien de temps : tribunal, ministre ? Ce sera une étape.",
    )
    other_way = answer(
        "Et qui ne peut pas déposer en ligne ?",
        "Qui aide, puis comment déposer autrement (R. 431-2). Ce sera une étape. Rien en ligne : "
        "laissez vide.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.shown):
            # Those that the class declares come with every page, and would be emptied by it.
            del self.fields[name]
        if "after" in self.fields:
            self._offer_places()
        if "recourse" in self.fields:
            self._offer_answers()

    def _offer_places(self):
        row = self.instance
        others = Procedure.objects.filter(track=row.track).exclude(pk=row.pk).order_by("rank")
        self.fields["after"].queryset = others
        before = others.filter(rank__lt=row.rank).last()
        self.initial["after"] = before.pk if before else None

    def _offer_answers(self):
        """Propose what the family says where nothing is written; else show it, to compare."""
        known, proposals = starting.written(self.instance), starting.proposed(self.instance)
        blank = not any(known.values())
        # What is proposed is seen, and kept unless changed: what is sent is not compared to it.
        self.initial |= proposals if blank and not self.is_bound else known
        for name in starting.ANSWERS:
            if proposals[name] and not known[name]:
                words = PROPOSED if blank else f"D'autres démarches disent : « {proposals[name]} »"
                self.fields[name].help_text += f" {words}"

    def _save_m2m(self):
        super()._save_m2m()
        for name in starting.STEPS.keys() & set(self.changed_data):
            starting.write(self.instance, name, self.cleaned_data[name])

    def take_place(self):
        super().take_place()
        if "family" in self.changed_data:
            put_last(self.instance)
        if "after" in self.changed_data:
            put_after(self.instance, self.cleaned_data["after"])


class Filling(ProcedureAdmin):
    """One page of the guide. It is in no list: ``dispatch.py`` opens it."""

    form = GuidedForm
    change_form_template = "admin/writing/form.html"
    every_text = may_be_draft = False

    def __init__(self, site, name):
        super().__init__(Procedure, site)
        fields, self.inlines = CONTENTS[name]
        self.fieldsets = ((None, {"fields": fields}), *MORE.get(name, ()))
        self.name = name

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        shown = tuple(flatten_fieldsets(self.get_fieldsets(request, obj)))
        return type(form)(form.__name__, (form,), {"shown": shown})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "family":
            return forms.ChoiceField(label="Sa famille", choices=families)
        name = db_field.name.removesuffix("_fr")
        for key, words in (("label", LABELS), ("help_text", HELPS)):
            kwargs |= {key: words[name]} if name in words else {}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        # The row as it is kept, whatever the form holds.
        row = Procedure.objects.get(pk=kwargs["obj"].pk)
        response.context_data |= frame_context(row, self.name) | self._more(request, row)
        response.context_data["desk_has_conditions"] = self.name == "pour-qui"
        return response

    def _more(self, request, row):
        if self.name == "papiers":
            return filing.found_context(request, row)
        if self.name != "pour-qui":
            return {}
        with lock():
            return {"reach": reach_of(working_copy(request.user), row.key)}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and isinstance(inline, GuidedStanceInline):
            # What is proposed is seen, and kept by whoever goes on: a line sent is a line changed.
            kwargs["initial"] = inline.proposed(obj)
        return kwargs

    def response_change(self, request, obj):
        stays = filing.act(request, obj) if self.name == "papiers" else None
        # It reads the working copy for the journal: nothing may be written after it.
        self.warn(request, obj)
        return stays or leads_on(request, obj, self.name)
