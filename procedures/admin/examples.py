"""The examples: people of the cases whose story and answer are shown to everybody."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from procedures.drafting.cases.expected import named
from procedures.engine.conditions.words import day_words
from procedures.models import Case, ExampleMoment, ExamplePerson, Step

from .base import DeskAdmin, DeskInline, InsideAdmin
from .cases.editing import shown_outcome
from .cases.filters import outcomes_of
from .columns import called, to_translate
from .forms import DeskForm
from .placing import PlacedForm, TakesPlace

MOMENT = (("position", "step"), "text")
NOBODY = "pas encore relu"


class ExampleMomentInline(DeskInline):
    model = ExampleMoment
    fieldsets = ((None, {"fields": MOMENT}),)
    verbose_name_plural = "moments : de la première recherche à la carte"

    def get_formset(self, request, obj=None, **kwargs):
        request._dated_steps = _steps_of(obj)
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "step":
            return _chosen(db_field, request._dated_steps, "sans date")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ExampleForm(PlacedForm, DeskForm):
    """The form of examples."""


@admin.register(ExamplePerson)
class ExamplePersonAdmin(TakesPlace, DeskAdmin):
    """The list is what trainers look at: who the people are, who read them again, what passes."""

    form = ExampleForm
    inner = ("key",)

    fieldsets = (
        (None, {"fields": ("title", "key", "case", "story", "position")}),
        ("Relu par la préfecture", {"fields": (("validated_by", "validated_on"),)}),
    )
    inlines = (ExampleMomentInline,)
    list_display = (called(ExamplePerson, "title"), to_translate)
    search_fields = ("key", "title_fr", "story_fr")

    def get_list_display(self, request):
        """Return the columns. Those that need the working copy read it once per request."""
        cases = {one.key: one for one in Case.objects.all()}
        found = outcomes_of(request).by_key

        @admin.display(description="personne d'essai")
        def person(example):
            case = cases.get(example.case)
            if case is None:
                return "-"
            url = reverse("admin:procedures_case_change", args=[case.pk])
            return format_html('<a href="{}">{}</a>', url, case)

        @admin.display(description="réponse attendue")
        def outcome(example):
            case = cases.get(example.case)
            return shown_outcome(found.get(case.pk) if case else None)

        title, translated = super().get_list_display(request)
        return [title, person, outcome, "validated", translated]

    @admin.display(description="relu par", ordering="validated_on")
    def validated(self, example):
        if not (example.validated_by and example.validated_on):
            return format_html('<strong class="desk-late">{}</strong>', NOBODY)
        return f"{example.validated_by}, le {day_words(example.validated_on)}"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "case":
            people = [(one.key, str(one)) for one in Case.objects.filter(draft=False)]
            return _chosen(db_field, people, "choisissez")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(ExampleMoment)
class ExampleMomentAdmin(InsideAdmin):
    parents = ("example",)
    fieldsets = ((None, {"fields": ("example", *MOMENT)}),)
    list_display = ("text", "example", to_translate)
    list_select_related = ("example",)
    search_fields = ("text_fr",)


def _steps_of(example):
    """Return [(id, text)] of the steps that have dates, of the procedures that its case expects."""
    case = Case.objects.filter(key=example.case).first() if example else None
    steps = Step.objects.filter(procedure__key__in=named(case.expect) if case else ())
    dated = steps.exclude(window_from=None, window_to=None)
    return [(one.key, str(one)) for one in dated.order_by("procedure", "position")]


def _chosen(db_field, choices, empty):
    return forms.ChoiceField(
        choices=[("", empty), *choices],
        label=db_field.verbose_name.capitalize(),
        help_text=db_field.help_text,
        required=not db_field.blank,
    )
