"""The warnings of a procedure or of one of its steps."""

from django.db import models

from .base import Dated, National, Ordered, Sourced
from .fields import ConditionField
from .procedures import Procedure
from .steps import Step
from .translated import Translated


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
