"""The procedures (démarches): the persons of each, and the law behind it."""

from django.db import models
from django.db.models import F, Q

from .base import Dated, National, Ordered, Preparable, Renamable, Sourced, key_field, validate_key
from .fields import ConditionField
from .translated import Translated


class Procedure(Translated, Ordered, Preparable, Renamable, Sourced, Dated, National):
    key = key_field(unique=True)
    withdrawn = models.BooleanField(
        "retirée pour l'instant",
        default=False,
        help_text="Elle reste ici, mais personne ne la voit : ni les réponses, ni les pages "
        "publiques, ni les règles. Décochez la case pour la remettre.",
    )
    family = models.CharField("famille", max_length=100, db_index=True, validators=[validate_key])
    track = models.CharField(
        "série",
        max_length=100,
        help_text="Une personne reçoit une seule démarche d'une série : la première, selon leur "
        "rang, qui est sûre pour elle.",
    )
    rank = models.FloatField("rang", help_text="Le plus petit passe devant.")
    otherwise = models.BooleanField(
        "à défaut d'une autre",
        default=False,
        help_text=(
            "Conseillée seulement quand aucune démarche qui passe devant elle dans sa série n'est "
            "possible."
        ),
    )
    sensitive = models.BooleanField("sujet sensible", default=False)
    title = models.CharField("titre", max_length=500)
    title_fr: str | None
    summary = models.TextField("résumé", blank=True)
    summary_fr: str | None
    result = models.TextField("ce que l'on obtient", blank=True)
    processing_time = models.TextField("délai de traitement", blank=True)
    processing_time_fr: str | None
    validity = models.TextField("durée du titre", blank=True)
    validity_fr: str | None
    meanwhile_text = models.TextField("en attendant", blank=True)
    # ``None`` means that the right is not known, which is not « forbidden ».
    meanwhile_may_work = models.BooleanField("peut travailler en attendant", null=True, blank=True)
    meanwhile_may_travel = models.BooleanField("peut voyager en attendant", null=True, blank=True)
    when = ConditionField()

    class Meta:
        ordering = ("family", "position", "pk")
        verbose_name = "démarche"
        verbose_name_plural = "démarches"
        constraints = (
            models.UniqueConstraint(
                fields=["track", "rank"],
                name="procedure_rank_is_unique_in_its_track",
                violation_error_message="Une autre démarche de cette série a déjà ce rang.",
            ),
        )

    def __str__(self):
        return str(self.title or self.key)


class Exclusion(Ordered, National):
    """A pair of procedures that must never apply together; the analysis proves that they do not."""

    procedure = models.ForeignKey(
        Procedure,
        verbose_name="démarche",
        on_delete=models.CASCADE,
        related_name="exclusions",
    )
    other = models.ForeignKey(
        Procedure, verbose_name="jamais avec", on_delete=models.PROTECT, related_name="excluded_by"
    )

    class Meta(Ordered.Meta):
        verbose_name = "démarche incompatible"
        verbose_name_plural = "démarches incompatibles"
        constraints = (
            models.UniqueConstraint(fields=["procedure", "other"], name="exclusion_is_said_once"),
            models.CheckConstraint(
                condition=~Q(procedure=F("other")),
                name="exclusion_is_of_another_procedure",
                violation_error_message="Une démarche n'est pas incompatible avec elle-même.",
            ),
        )

    def __str__(self):
        return str(self.other)


class LegalReference(Ordered, National):
    procedure = models.ForeignKey(
        Procedure,
        verbose_name="démarche",
        on_delete=models.CASCADE,
        related_name="legal_references",
    )
    reference = models.CharField("référence", max_length=500)

    class Meta(Ordered.Meta):
        verbose_name = "référence juridique"
        verbose_name_plural = "références juridiques"

    def __str__(self):
        return self.reference
