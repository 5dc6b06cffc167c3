"""The inquiries that would ask nothing any more."""

from __future__ import annotations

from collections.abc import Collection

from procedures.models import Inquiry, Question


def left_without_question(going: Collection[int]) -> list[Inquiry]:
    """Return the inquiries of which all questions are among the rows ``going``."""
    found = Inquiry.objects.filter(questions__in=going).distinct()
    kept = Question.objects.exclude(pk__in=going).filter(inquiry__in=found)
    return list(found.exclude(pk__in=kept.values("inquiry")))
