"""What happened to each entry of the working copy: who, when, and what it was and became."""

from django.conf import settings
from django.db import models

from .editions import FrozenModel


class EntryChange(FrozenModel):
    """One entry that one act changed. The rows of an act have the same author and moment.

    ``before`` and ``after`` hold what the entry was and became, as plain data with its lines, its
    translations and its place: ``{"entry": {…}, "translations": {"ar": {…}}, "place": 3}``. An
    entry without a name of its own (a channel, a notice, a helper) is named by its row's number.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "ajout"
        MODIFIED = "modified", "modification"
        REMOVED = "removed", "retrait"

    part = models.CharField("partie", max_length=10)
    section = models.CharField("rubrique", max_length=30)
    name = models.CharField("nom", max_length=100)
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    before = models.JSONField("avant", null=True)
    after = models.JSONField("après", null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entry_changes",
    )
    at = models.DateTimeField("le", db_index=True)
    how = models.CharField("comment", max_length=100)

    class Meta:
        verbose_name = "changement"
        verbose_name_plural = "changements"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("part", "section", "name"), name="entrychange_entry"),)

    def __str__(self):
        return f"{self.get_kind_display()} : {self.section} {self.name} ({self.part})"
