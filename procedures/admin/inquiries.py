"""The inquiries: short lists of questions, each asked if it applies."""

from django.contrib import admin
from django.db.models import Count

from procedures.models import Inquiry, Question

from .base import DeskAdmin, DeskInline


class InquiryQuestionInline(DeskInline):
    model = Question
    # The page of the question has the other texts.
    every_text = False
    fieldsets = ((None, {"fields": (("position", "key", "kind"), "text", "help", "when")}),)


@admin.register(Inquiry)
class InquiryAdmin(DeskAdmin):
    fields = ("key",)
    inlines = (InquiryQuestionInline,)
    list_display = ("key", "question_count")
    search_fields = ("key",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(question_count=Count("questions"))

    @admin.display(description="questions", ordering="question_count")
    def question_count(self, obj):
        return obj.question_count
