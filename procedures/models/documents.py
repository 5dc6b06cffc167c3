"""The supporting documents: the library, what each procedure asks for, local differences."""

from django.db import models
from django.db.models import Q

from .base import (
    NATIONAL,
    Dated,
    Local,
    National,
    Ordered,
    Preparable,
    Renamable,
    Sourced,
    key_field,
)
from .fields import ConditionField, DurationField
from .procedures import Procedure
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
