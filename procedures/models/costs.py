"""The costs of a procedure: a tariff, or an amount without a tariff."""

from django.db import models
from django.db.models import Q

from .base import Dated, National, Ordered, Sourced
from .fees import Fee
from .fields import ConditionField
from .procedures import Procedure
from .translated import Translated


class Cost(Translated, Ordered, Sourced, Dated, National):
    procedure = models.ForeignKey(
        Procedure, verbose_name="démarche", on_delete=models.CASCADE, related_name="costs"
    )
    fee = models.ForeignKey(
        Fee,
        verbose_name="tarif",
        on_delete=models.PROTECT,
        related_name="costs",
        null=True,
        blank=True,
    )
    label = models.CharField("libellé", max_length=500, blank=True)
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2, null=True, blank=True)
    currency = models.CharField("monnaie", max_length=3, blank=True)
    possible = models.BooleanField(
        "possible seulement",
        default=False,
        help_text="L'administration peut le demander, ou non : il ne compte pas dans le total.",
    )
    when = ConditionField()

    class Meta(Ordered.Meta):
        verbose_name = "coût"
        verbose_name_plural = "coûts"
        constraints = (
            models.CheckConstraint(
                condition=Q(fee__isnull=False) | Q(amount__isnull=False),
                name="cost_has_a_fee_or_an_amount",
                violation_error_message="Donnez un tarif, ou un libellé et un montant.",
            ),
        )

    def __str__(self):
        return str(self.fee or self.label)
