"""The steps of a procedure, each with its days, and what warns before a procedure or a step."""

from django.db import models

from procedures.engine.shortening import shortened
from procedures.engine.values.authorities import AUTHORITY_KINDS

from .authorities import AuthorityKind
from .base import Dated, National, Ordered, Sourced, key_field
from .fields import ConditionField, WindowEndField
from .procedures import Procedure
from .stances import PlaceName
from .translated import Translated

# The letters of a step that name it.
MOST_LETTERS = 60


class Step(Translated, Ordered, Sourced, Dated, National):
    procedure = models.ForeignKey(
        Procedure, verbose_name="démarche", on_delete=models.CASCADE, related_name="steps"
    )
    key = key_field()
    text = models.TextField("quoi faire")
    text_fr: str | None
    when = ConditionField()
    window_from = WindowEndField("à partir de")
    window_to = WindowEndField("jusqu'à")
    late = models.TextField("quoi faire une fois le délai passé", blank=True)
    place = models.CharField("lieu", max_length=20, choices=PlaceName, blank=True, default="")
    authority = models.CharField(
        "autorité compétente",
        max_length=30,
        choices=[one for one in AuthorityKind.choices if one[0] in AUTHORITY_KINDS],
        blank=True,
        default="",
        db_default="",
        help_text="La personne lit celle de son département.",
    )
    letter = models.CharField(
        "lettre à écrire", max_length=100, blank=True, default="", db_default=""
    )

    class Meta(Ordered.Meta):
        verbose_name = "étape"
        verbose_name_plural = "étapes"
        constraints = (
            models.UniqueConstraint(
                fields=["procedure", "key"], name="step_key_is_unique_in_its_procedure"
            ),
        )

    def __str__(self):
        return f"{self.procedure} : {shortened(self.text or self.key, MOST_LETTERS)}"


class WarningText(Translated, Ordered, Sourced, Dated, National):
    text = models.TextField("texte")
    papers = models.BooleanField(
        "à propos des papiers",
        default=False,
        help_text="Elle dit seulement quoi apporter. Sa condition peut attendre les dernières "
        "questions.",
    )
    when = ConditionField()

    class Meta(Ordered.Meta):
        abstract = True

    def __str__(self):
        return str(self.text)


class ProcedureWarning(WarningText):
    procedure = models.ForeignKey(
        Procedure, verbose_name="démarche", on_delete=models.CASCADE, related_name="warnings"
    )

    class Meta(WarningText.Meta):
        verbose_name = "mise en garde"
        verbose_name_plural = "mises en garde"


class StepWarning(WarningText):
    step = models.ForeignKey(
        Step, verbose_name="étape", on_delete=models.CASCADE, related_name="warnings"
    )

    class Meta(WarningText.Meta):
        verbose_name = "mise en garde de l'étape"
        verbose_name_plural = "mises en garde de l'étape"
