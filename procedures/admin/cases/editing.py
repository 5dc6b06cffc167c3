"""The pages of the test cases: imagined people, their answers, and the expected results."""

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.utils.html import format_html, format_html_join

from procedures.drafting.cases.expected import named
from procedures.drafting.cases.outcomes import FAILS, PASSES
from procedures.models import NATIONAL, Case, Department, Procedure
from procedures.rights import rights_of

from ..base import LocalAdmin
from ..columns import excerpt
from .filters import (
    OutcomeFilter,
    PartFilter,
    ProcedureFilter,
    forget_outcomes,
    outcomes_of,
    panel_of,
)
from .form import CaseForm

MOST_FAULTS = 2
# The colour of a state: what verifies nothing is no success.
KINDS = {PASSES: "added", FAILS: "removed"}


@admin.register(Case)
class CaseAdmin(LocalAdmin):
    """The pages of cases. Everybody with a part reads all cases; agents change those of theirs."""

    form = CaseForm
    # Everybody reads all cases: a list has filters of its own.
    narrowed = False
    change_form_template = "admin/cases/change_form.html"
    fieldsets = (
        (None, {"fields": ("persona", ("department", "today"))}),
        ("Pourquoi ce résultat est le bon", {"fields": ("source", "confidence")}),
        (
            "La personne en texte",
            {
                "classes": ("collapse",),
                "description": "Le même contenu que les champs. Changez l'un ou l'autre.",
                "fields": ("answers", "expect", ("key", "file"), "instead_of"),
            },
        ),
    )
    list_display = (excerpt(Case, "persona"), "whose", "confidence")
    list_filter = (OutcomeFilter, PartFilter, ProcedureFilter, "confidence")
    search_fields = ("key", "persona", "file", "source")

    class Media:
        css = {"all": ["admin-desk/cases.css"]}

    def get_queryset(self, request):
        cases = Case.objects.select_related("department")
        return cases if rights_of(request).parts else cases.none()

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "department":
            field.queryset = field.queryset.exclude(code=NATIONAL)
            field.required = not rights_of(request).may_edit(NATIONAL, Case, "add")
            field.empty_label = "choisissez" if field.required else "tout le pays"
            field.help_text = "Elle se publie avec ce département."
            if not field.required:
                field.help_text = "Elle se publie avec ce que vous choisissez ici."
        return field

    def get_fieldsets(self, request, obj=None):
        """Return the fieldsets; once written, a person stays where they are."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        return [
            (title, {**options, "fields": tuple(map(_written, options["fields"]))})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else [*fixed, "whose"]

    def get_changeform_initial_data(self, request):
        """Return the initial values; an agent of a single département adds cases to it."""
        initial = super().get_changeform_initial_data(request)
        editable = rights_of(request).parts_where("add", Case)
        if len(editable) == 1 and editable[0] != NATIONAL:
            initial.setdefault("department", Department.objects.get(code=editable[0]).pk)
        return initial

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.draft = outcomes_of(request).draft
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        form, obj = context["adminform"].form, kwargs.get("obj")
        may_change = self._may_change(request, obj)
        context["case"] = panel_of(form, obj, may_change=may_change)
        if form.is_bound:
            form.forget_shown()
            context["errors"] = helpers.AdminErrorList(form, [])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_list_display(self, request):
        """Return the columns. Those that need the working copy read it once per request."""
        found, titles = (
            outcomes_of(request).by_key,
            dict(Procedure.objects.values_list("key", "title_fr")),
        )

        @admin.display(description="démarches attendues")
        def expected(case):
            return ", ".join(titles.get(name, name) for name in named(case.expect)) or "-"

        @admin.display(description="résultat")
        def outcome(case):
            return shown_outcome(found.get(case.pk))

        first, whose, confidence = super().get_list_display(request)
        return [first, whose, expected, outcome, confidence]

    @admin.display(description="pour", ordering="department")
    def whose(self, case):
        return case.department or "tout le pays"

    def warn(self, request, obj):
        super().warn(request, obj)
        if obj is not None and outcomes_of(request).draft.rule_set is not None:
            forget_outcomes(request)
            outcome = outcomes_of(request).by_key.get(obj.pk)
            if outcome and outcome.faults:
                text = "Enregistré. Mais l'essai échoue sur la copie de travail :"
                messages.warning(request, format_html("{}{}", text, _list(outcome.faults)))


def _written(line):
    """Return a line of the form of a person who is there: without a département, of them all."""
    together = isinstance(line, (tuple, list))
    return type(line)("whose" if one == "department" else one for one in line) if together else line


def shown_outcome(outcome):
    """Return the outcome of a case as a coloured word, with its first failures."""
    if outcome is None:
        return "-"
    kind = KINDS.get(outcome.state, "modified")
    marks = [format_html('<span class="desk-kind desk-kind--{}">{}</span>', kind, outcome.state)]
    if outcome.changes:
        marks.append(
            format_html(
                '<span class="desk-kind desk-kind--modified">{}</span>', "diffère du publié"
            )
        )
    return format_html(
        "{}{}",
        format_html_join(" ", "{}", ((one,) for one in marks)),
        _list(outcome.faults[:MOST_FAULTS]),
    )


def _list(faults):
    lines = format_html_join("", "<li>{}</li>", ((one,) for one in faults))
    return format_html('<ul class="case-faults">{}</ul>', lines) if faults else ""
