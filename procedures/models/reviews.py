"""The reviews: a second person reads a part before it is published."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Review(models.Model):
    """A request to read a part, and its answer. The digest identifies the content to read.

    After a change of the working copy the digest differs: the review no longer applies.
    """

    part = models.CharField("partie", max_length=10)
    digest = models.CharField("empreinte", max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="demandée par",
        on_delete=models.PROTECT,
        related_name="reviews_asked",
    )
    note = models.TextField("ce qui change", blank=True)
    asked_at = models.DateTimeField("demandée le", default=timezone.now, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="relue par",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviews_made",
    )
    reviewed_at = models.DateTimeField("relue le", null=True, blank=True)
    accepted = models.BooleanField("acceptée", null=True, blank=True)
    comment = models.TextField("commentaire", blank=True)

    class Meta:
        verbose_name = "relecture"
        verbose_name_plural = "relectures"
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["part", "digest"], name="review_of_a_part"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("asked_by")),
                name="review_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True, reviewed_at__isnull=True, accepted__isnull=True)
                | Q(reviewer__isnull=False, reviewed_at__isnull=False, accepted__isnull=False),
                name="review_is_whole",
            ),
        )

    def __str__(self):
        return f"{self.part} ({self.digest[:6]})"
