"""The reports of people on a line: it is not right, the counter asked for something else."""

import uuid

from django.conf import settings
from django.db import models


class Feedback(models.Model):
    """What one person reports of one line. Nothing else is kept of the person.

    ``part`` is where the line was read: a département, or the national content. ``procedure``,
    ``kind`` and ``key`` name the line; ``paper`` is the paper that the counter asked for.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", "pièce"
        STEP = "step", "étape"
        PLACE = "place", "lieu"

    class Reason(models.TextChoices):
        ASKED_ELSE = "asked_else", "on m'a demandé autre chose au guichet"
        NOT_ASKED = "not_asked", "on ne me l'a pas demandé"
        OUT_OF_DATE = "out_of_date", "ce n'est plus vrai"
        WRONG = "wrong", "il y a une erreur"
        UNCLEAR = "unclear", "je ne comprends pas"

    # Drawn at random: consecutive reports must not have neighbouring numbers.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Written « 2026-11 »: this column cannot hold a day.
    month = models.CharField("mois", max_length=7, db_index=True)
    part = models.CharField("partie", max_length=10)
    procedure = models.CharField("démarche", max_length=100, blank=True)
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    key = models.CharField("ligne", max_length=100)
    reason = models.CharField("raison", max_length=20, choices=Reason)
    paper = models.CharField("pièce demandée", max_length=100, blank=True)
    words = models.CharField("mots de la personne", max_length=200, blank=True)
    treated_on = models.DateField("traité le", null=True, blank=True)
    treated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="traité par",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    treated_note = models.CharField("ce qui a été fait", max_length=300, blank=True)

    class Meta:
        verbose_name = "retour du terrain"
        verbose_name_plural = "retours du terrain"
        ordering = ("month", "pk")
        indexes = (models.Index(fields=("part", "kind", "procedure", "key"), name="feedback_line"),)

    def __str__(self):
        return f"{self.month} {self.part} {self.kind} {self.key}"
