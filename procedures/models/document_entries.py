"""The lines of a list of documents, of a procedure or added to it by a préfecture."""

from django.db import models
from django.db.models import Q

from .base import NATIONAL, Dated, Ordered, Sourced
from .documents import Document
from .fields import ConditionField
from .overrides import Override
from .procedures import Procedure
from .translated import Translated


class DocumentEntry(Translated, Ordered, Sourced, Dated):
    """A document to bring, or a choice among several documents (its alternatives)."""

    class Form(models.TextChoices):
        ORIGINAL = "original", "original"
        COPY = "copy", "copie"
        BOTH = "both", "original et copie"

    procedure = models.ForeignKey(
        Procedure,
        verbose_name="démarche",
        on_delete=models.CASCADE,
        related_name="documents",
        null=True,
        blank=True,
    )
    override = models.ForeignKey(
        Override,
        verbose_name="adaptation locale",
        on_delete=models.CASCADE,
        related_name="add_documents",
        null=True,
        blank=True,
    )
    document = models.ForeignKey(
        Document,
        verbose_name="pièce",
        on_delete=models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        help_text="Vide : l'une des pièces au choix.",
    )
    group = models.CharField("titre du choix", max_length=500, blank=True)
    note = models.TextField("précision", blank=True)
    for_some = models.BooleanField(
        "pour certaines personnes seulement",
        default=False,
        db_default=False,
        help_text="La précision dit pour qui, par exemple « Seulement si vous avez un salaire. ». "
        "La pièce est alors à part, sous « Seulement si… », et n'est pas comptée.",
    )
    form = models.CharField("forme", max_length=10, choices=Form, blank=True)
    when = ConditionField()

    class Meta(Ordered.Meta):
        verbose_name = "pièce demandée"
        verbose_name_plural = "pièces demandées"
        constraints = (
            models.CheckConstraint(
                condition=Q(procedure__isnull=True) ^ Q(override__isnull=True),
                name="document_entry_is_of_a_procedure_or_of_an_override",
                violation_error_message="Choisissez une démarche, ou une adaptation locale.",
            ),
        )

    def __str__(self):
        return str(self.document or self.group)

    @property
    def part(self):
        return self.override.part if self.override else NATIONAL


class DocumentAlternative(Ordered):
    """One of the documents of a choice."""

    entry = models.ForeignKey(
        DocumentEntry,
        verbose_name="pièce demandée",
        on_delete=models.CASCADE,
        related_name="alternatives",
    )
    document = models.ForeignKey(
        Document, verbose_name="pièce", on_delete=models.PROTECT, related_name="alternatives"
    )

    class Meta(Ordered.Meta):
        verbose_name = "pièce au choix"
        verbose_name_plural = "pièces au choix"
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "document"], name="document_alternative_is_said_once"
            ),
        )

    def __str__(self):
        return str(self.document)

    @property
    def part(self):
        return self.entry.part
