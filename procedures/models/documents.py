"""The library of supporting documents (pièces justificatives)."""

from django.db import models

from .base import Dated, National, Ordered, Preparable, Renamable, Sourced, key_field
from .fields import ConditionField, DurationField
from .translated import Translated


class Document(Translated, Ordered, Preparable, Renamable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField("titre", max_length=500)
    title_fr: str | None
    explanation = models.TextField("ce que c'est", blank=True)
    explanation_fr: str | None
    looks_like = models.TextField("comment la reconnaître", blank=True)
    looks_like_fr: str | None
    how_to_get = models.TextField("comment l'obtenir", blank=True)
    delay = models.TextField("délai pour l'obtenir", blank=True)
    validity = DurationField("ancienneté maximale", help_text="Au jour du dépôt.")
    original = models.BooleanField("original à montrer", default=False)
    translation = models.BooleanField("à traduire par un traducteur assermenté", default=False)
    refusals = models.TextField("pourquoi elle est souvent refusée", blank=True)
    icon = models.CharField("icône", max_length=100, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "pièce justificative"
        verbose_name_plural = "pièces justificatives"

    def __str__(self):
        return str(self.title or self.key)


class DocumentNote(Translated, Ordered, Sourced, Dated, National):
    """A remark on a document for the people that its condition covers, in every procedure."""

    document = models.ForeignKey(
        Document, verbose_name="pièce", on_delete=models.CASCADE, related_name="notes"
    )
    text = models.TextField("texte")
    when = ConditionField()

    class Meta(Ordered.Meta):
        verbose_name = "précision selon la situation"
        verbose_name_plural = "précisions selon la situation"

    def __str__(self):
        return str(self.text)
