"""The groups of values of a fact."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery

from procedures.drafting.words.names import BUILT_IN_LABELS, Names
from procedures.engine.conditions.reader import typed_value
from procedures.engine.errors import Problem, nearest
from procedures.models import DerivedFact, Group, Question

from .base import DeskAdmin
from .columns import called, checked_on, to_translate
from .fields import sentence_of_problem
from .forms import DeskForm
from .options import SOURCE
from .values_field import HELP, value_words


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
