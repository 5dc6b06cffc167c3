"""The questions, of the questionnaire and of inquiries, with their choices."""

from django.contrib import admin
from django.db.models import Count

from procedures.drafting.changing.copying import left_without_question
from procedures.models import Choice, Question

from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import called, to_translate
from .forms import DeskForm
from .options import SOURCE
from .placing import PlacedForm, TakesPlace

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
