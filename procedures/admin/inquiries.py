"""The inquiries: short lists of questions, each asked if it applies."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms import BaseInlineFormSet
from django.utils.text import capfirst

from procedures.exchange.limits import NO_QUESTION
from procedures.models import Inquiry, Question

from .base import DeskAdmin, DeskInline


class InquiryQuestions(BaseInlineFormSet):
    def clean(self):
        """Refuse an inquiry that would have no question left."""
        super().clean()
        kept = [one for one in self.forms if one.has_changed() or one.instance.pk]
        if not any(self.errors) and not [one for one in kept if one not in self.deleted_forms]:
            raise ValidationError(f"{capfirst(NO_QUESTION)}.")


class InquiryQuestionInline(DeskInline):
    model = Question
    formset = InquiryQuestions
    # The page of the question has the other texts.
    every_text = False
    fieldsets = ((None, {"fields": (("position", "key", "kind"), "text", "help", "when")}),)


@admin.register(Inquiry)
class InquiryAdmin(DeskAdmin):
    fields = ("key",)
    inlines = (InquiryQuestionInline,)
    list_display = ("__str__", "question_count")
    search_fields = ("key", "questions__text_fr")
    search_help_text = "Identifiant ou question."

    def get_queryset(self, request):
        # The search joins the questions a second time.
        count = Count("questions", distinct=True)
        return super().get_queryset(request).annotate(question_count=count)

    @admin.display(description="questions", ordering="question_count")
    def question_count(self, obj):
        return obj.question_count
