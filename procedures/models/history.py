"""The history of the entries of the working copy: who changed each, when and how."""

from django.conf import settings
from django.db import models

from .editions import FrozenModel


class EntryChange(FrozenModel):
    """A change of one entry by one act. The rows of an act share their author and their moment.

    ``before`` and ``after`` hold the entry as plain data, with its lines, its translations and its
    place: ``{"entry": {…}, "translations": {"ar": {…}}, "place": 3}``.
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
