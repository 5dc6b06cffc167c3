"""The field inquiries: a kit, its waves, the filled forms, and what the kit notes."""

from __future__ import annotations

import secrets

from django.db import models

from procedures.engine.shortening import shortened

from .base import National, key_field

# In bytes: 22 letters of an address that cannot be guessed.
TOKEN_BYTES = 16


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


class Kit(models.Model):
    """A short questionnaire. ``content`` is that of a file of ``catalogue/kits/``.

    ``part`` says who changes it: those of the national content, or of a département. ``version``
    grows with each change of the content.
    """

    part = models.CharField("partie", max_length=10)
    key = models.CharField("identifiant", max_length=100)
    title = models.CharField("titre", max_length=120)
    content = models.JSONField("contenu", default=dict)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "questionnaire d'enquête"
        verbose_name_plural = "questionnaires d'enquête"
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("part", "key"), name="kit_key_is_unique_in_its_part"),
        )

    def __str__(self):
        return self.title


class Wave(models.Model):
    """A kit as a département fills it during some days.

    ``content`` is the kit's on the day on which the wave was opened: no later change of the kit
    mixes two questionnaires in one wave.
    """

    kit = models.ForeignKey(Kit, models.PROTECT, related_name="waves", verbose_name="questionnaire")
    part = models.CharField("département", max_length=10, db_index=True)
    name = models.CharField("nom", max_length=80)
    opens_on = models.DateField("premier jour")
    closes_on = models.DateField("dernier jour")
    token = models.CharField("adresse", max_length=40, unique=True)
    content = models.JSONField("contenu", default=dict)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "vague d'enquête"
        verbose_name_plural = "vagues d'enquête"
        ordering = ("-opens_on", "-pk")

    def __str__(self):
        return self.name


class FilledForm(models.Model):
    """What one person answered, with the day. Nothing else is kept of the person."""

    # Drawn at random where the form is filled: sent twice, it counts once; and rows that come one
    # after the other have no neighbouring numbers.
    id = models.UUIDField(primary_key=True, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="forms", verbose_name="vague")
    day = models.DateField("jour")
    language = models.CharField("langue", max_length=5)
    answers = models.JSONField("réponses", default=dict)

    class Meta:
        verbose_name = "questionnaire rempli"
        verbose_name_plural = "questionnaires remplis"
        ordering = ("day", "pk")

    def __str__(self):
        return str(self.day)


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
