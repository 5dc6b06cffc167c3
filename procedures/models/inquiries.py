"""The short inquiries (enquêtes), which ask each of their questions that applies."""

from __future__ import annotations

from django.db import models

from procedures.engine.shortening import shortened

from .base import National, key_field

# The characters of its first question that name it.
MOST_LETTERS = 90


class InquiryManager(models.Manager["Inquiry"]):
    def get_queryset(self) -> models.QuerySet[Inquiry]:
        """Return the inquiries with their questions, by the first of which they are called."""
        return super().get_queryset().prefetch_related("questions")


class Inquiry(National):
    key = key_field(unique=True)

    objects = InquiryManager()

    class Meta:
        ordering = ("key",)
        verbose_name = "enquête"
        verbose_name_plural = "enquêtes"

    def __str__(self):
        """Return its first question: an inquiry has no other words."""
        first = next(iter(self.questions.all()), None)
        return shortened(str(first.text or ""), MOST_LETTERS) if first else "enquête sans question"
