"""The local adaptations: what a préfecture asks or says differently from the national list."""

from django.db import models

from .base import Local, Ordered, Preparable, Sourced
from .documents import Document
from .procedures import Procedure
from .translated import Translated


class Override(Translated, Ordered, Preparable, Sourced, Local):
    procedure = models.ForeignKey(
        Procedure, verbose_name="démarche", on_delete=models.PROTECT, related_name="overrides"
    )
    notes = models.TextField("précisions locales", blank=True)
    notes_fr: str | None

    class Meta(Ordered.Meta):
        verbose_name = "adaptation locale"
        verbose_name_plural = "adaptations locales"
        constraints = (
            models.UniqueConstraint(
                fields=["department", "procedure"],
                name="department_overrides_a_procedure_once",
                violation_error_message="Ce département a déjà une adaptation de cette démarche.",
            ),
        )

    def __str__(self):
        return f"{self.department.code} : {self.procedure}"


class DroppedDocument(Ordered):
    """A document of the national list that the préfecture does not ask for."""

    override = models.ForeignKey(
        Override,
        verbose_name="adaptation locale",
        on_delete=models.CASCADE,
        related_name="drop_documents",
    )
    document = models.ForeignKey(
        Document, verbose_name="pièce", on_delete=models.PROTECT, related_name="dropped_by"
    )

    class Meta(Ordered.Meta):
        verbose_name = "pièce non demandée"
        verbose_name_plural = "pièces non demandées"
        constraints = (
            models.UniqueConstraint(
                fields=["override", "document"], name="override_drops_a_document_once"
            ),
        )

    def __str__(self):
        return str(self.document)

    @property
    def part(self):
        return self.override.part
