"""The questions, of the questionnaire and of inquiries, with their choices."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery

from procedures.drafting.changing.copying import left_without_question
from procedures.drafting.words.names import BUILT_IN_LABELS, Names
from procedures.engine.conditions.reader import typed_value
from procedures.engine.errors import Problem, nearest
from procedures.models import Choice, DerivedFact, DerivedRule, Group, Question
from procedures.publishing.parts.channel_words import family_title

from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import called, checked_on, to_translate
from .fields import sentence_of_problem
from .forms import DeskForm
from .options import SOURCE
from .placing import PlacedForm, TakesPlace
from .values_field import HELP, value_words, values_offered

CHOICE = (
    ("position", "value"),
    "heading",
    "text",
    "help",
    "synonyms",
    "assisted",
    "urgent",
    ("sensitive", "exclusive"),
    "when",
)
# An inquiry that asks nothing may not be published.
LAST_ONE = (
    "C'est la dernière question de son enquête : il en faut une au moins. Écrivez-en d'abord une "
    "autre, ou retirez l'enquête entière."
)
RULE = (("position", "value", "label"), "when", ("starts_on", "ends_on"))


class AnswerOfferedForm(DeskForm):
    """An answer, of which the rules know the value: made from its text, as an inner name is."""

    inner = "value"
    made = "Vide : elle est faite d'après le texte."

    def beside(self, cleaned):
        question = getattr(cleaned.get("question"), "pk", self.instance.question_id)
        return Choice.objects.filter(question_id=question)


class ChoiceInline(DeskInline):
    model = Choice
    form = AnswerOfferedForm
    inner = ("value",)
    fieldsets = ((None, {"fields": CHOICE}),)


class QuestionDeskForm(PlacedForm, DeskForm):
    """A question that leaves no inquiry without one."""

    def clean(self):
        cleaned = super().clean()
        row = self.instance
        moved = row.pk and "inquiry" in self.changed_data and "inquiry" not in self.errors
        if moved and left_without_question([row.pk]):
            self.add_error("inquiry", LAST_ONE)
        return cleaned


@admin.register(Question)
class QuestionAdmin(TakesPlace, DeskAdmin):
    form = QuestionDeskForm
    # Its place says when it is asked: it stands beside its section.
    inner = ("key",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("key", "kind"),
                    "section",
                    "position",
                    "inquiry",
                    "text",
                    "help",
                    "synonyms",
                    "withdrawn",
                )
            },
        ),
        ("À qui elle est posée", {"fields": ("when", ("early", "late"), "sensitive")}),
        ("« Je ne sais pas »", {"fields": ("allow_unknown", "unknown_help")}),
        (
            "Ce qui est possible",
            {
                "classes": ("collapse",),
                "fields": (
                    ("bounds_least", "bounds_most"),
                    ("bounds_before", "bounds_after"),
                    "bounds_not_before",
                    "notified",
                    "at_least",
                    ("only", "barred"),
                ),
            },
        ),
        (
            "Autres textes",
            {"classes": ("collapse",), "fields": ("why", "assisted", "assisted_help")},
        ),
        SOURCE,
    )
    inlines = (ChoiceInline,)
    ordering = ("inquiry", "position", "pk")
    list_display = (
        called(Question, "text"),
        "section",
        "kind",
        "choice_count",
        "allow_unknown",
        to_translate,
    )
    list_filter = ("section", "kind", "allow_unknown", "late", "sensitive", "withdrawn", "inquiry")
    search_fields = ("key", "text_fr", "help_fr", "synonyms", "choices__value", "choices__text_fr")
    search_help_text = "Identifiant, question ou réponse proposée."

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(choice_count=Count("choices"))

    def get_deleted_objects(self, objs, request):
        inside, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = left_without_question([one.pk for one in objs])
        request.desk_refusal = LAST_ONE if kept else ""
        return inside, counts, lacking, [*protected, *(f"{one} : {LAST_ONE}" for one in kept)]

    @admin.display(description="réponses", ordering="choice_count")
    def choice_count(self, obj):
        return obj.choice_count or "-"


@admin.register(Choice)
class ChoiceAdmin(InsideAdmin):
    form = AnswerOfferedForm
    inner = ("value",)
    parents = ("question",)
    fieldsets = ((None, {"fields": ("question", *CHOICE)}), SOURCE)
    autocomplete_fields = ("question",)
    list_display = (called(Choice, "text"), "question", to_translate)
    list_select_related = ("question",)
    search_fields = ("value", "text_fr")


class RuleForm(DeskForm):
    """A rule whose value is chosen, once it is known of which information it is."""

    fact = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fact = self.fact or (self.instance.derived_fact_id and self.instance.derived_fact)
        values = values_offered(fact, self.instance.value) if fact else None
        if values and "value" in self.fields:
            self.fields["value"].close(values)


class DerivedRuleInline(DeskInline):
    model = DerivedRule
    form = RuleForm
    fieldsets = ((None, {"fields": RULE}),)
    verbose_name_plural = "règles : la première qui tient donne la valeur"

    def get_formset(self, request, obj=None, **kwargs):
        form = type("RuleForm", (self.form,), {"fact": obj})
        return super().get_formset(request, obj, **kwargs | {"form": form})


@admin.register(DerivedFact)
class DerivedFactAdmin(DeskAdmin):
    fieldsets = ((None, {"fields": ("title", ("key", "kind"), "values", "settles")}), SOURCE)
    inlines = (DerivedRuleInline,)
    list_display = ("__str__", "kind", "rule_count", checked_on)
    list_filter = ("kind",)
    search_fields = ("key", "title")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(rule_count=Count("rules"))

    @admin.display(description="règles", ordering="rule_count")
    def rule_count(self, obj):
        return obj.rule_count


@admin.register(DerivedRule)
class DerivedRuleAdmin(InsideAdmin):
    form = RuleForm
    parents = ("derived_fact",)
    fieldsets = ((None, {"fields": ("derived_fact", *RULE)}), SOURCE)
    list_display = ("__str__", "derived_fact")
    list_select_related = ("derived_fact",)


class GroupForm(DeskForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "values" in self.fields:
            sent = self.data.get(self.add_prefix("fact")) if self.is_bound else None
            self.fields["values"].words = value_words(sent or self.instance.fact)
            self.fields["values"].help_text = HELP

    def clean(self):
        cleaned = super().clean()
        fact, values = cleaned.get("fact"), cleaned.get("values")
        if fact:
            facts = Names().facts
            if fact not in facts:
                near = nearest(fact, facts)
                message = sentence_of_problem(
                    Problem("", "", f"« {fact} » n'est pas une information", near)
                )
                self.add_error("fact", message)
            elif values:
                self._check_codes(facts[fact], values)
        return cleaned

    def _check_codes(self, info, values):
        """Check codes. Numbers and days are written as codes too, and are not checked."""
        if info.kind not in ("choice", "choices", "country", "commune"):
            return
        words, faults = self.fields["values"].words, []
        for value in values:
            _, message, near = typed_value(info, value)
            if message:
                near = tuple(words.get(one, one) for one in near)
                faults.append(
                    sentence_of_problem(Problem("", "", f"« {value} » n'est pas une réponse", near))
                )
        if faults:
            self.add_error("values", ValidationError(faults))


@admin.register(Group)
class GroupAdmin(DeskAdmin):
    form = GroupForm
    fieldsets = (
        (None, {"fields": (("key", "fact"), "title", "synonyms", "values")}),
        SOURCE,
    )
    list_display = (called(Group, "title"), "about", "count", checked_on, to_translate)
    search_fields = ("key", "title_fr")

    def get_queryset(self, request):
        asked = Question.objects.filter(key=OuterRef("fact")).values("text_fr")[:1]
        derived = DerivedFact.objects.filter(key=OuterRef("fact")).values("title")[:1]
        return (
            super().get_queryset(request).annotate(asked=Subquery(asked), derived=Subquery(derived))
        )

    @admin.display(description="information", ordering="fact")
    def about(self, obj):
        return obj.asked or obj.derived or BUILT_IN_LABELS.get(obj.fact, obj.fact)

    @admin.display(description="valeurs")
    def count(self, obj):
        return len(obj.values)


class FamilyFilter(admin.AllValuesFieldListFilter):
    """A filter by family, among the families that some procedure has."""

    def choices(self, changelist):
        words = {key: family_title(key) for key in self.lookup_choices if key}
        for choice in super().choices(changelist):
            key, space, count = str(choice["display"]).partition(" ")  # « etudes (3) »
            yield {**choice, "display": f"{words.get(key, key)}{space}{count}"}


@admin.display(description="famille", ordering="family")
def family(procedure):
    return family_title(procedure.family)
