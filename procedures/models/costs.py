"""The costs: the tariffs, and what a procedure costs."""

from django.db import models
from django.db.models import Q

from .base import Dated, National, Ordered, Preparable, Sourced, key_field
from .fields import ConditionField
from .procedures import Procedure
from .translated import Translated


class Fee(Translated, Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    label = models.CharField("libellé", max_length=500)
    currency = models.CharField("monnaie", max_length=3, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "tarif"
        verbose_name_plural = "tarifs"

    def __str__(self):
        return str(self.label or self.key)


class FeeAmount(Ordered, National):
    fee = models.ForeignKey(
        Fee, verbose_name="tarif", on_delete=models.CASCADE, related_name="amounts"
    )
    starts_on = models.DateField("à partir du")
    amount = models.DecimalField("montant", max_digits=9, decimal_places=2)

    class Meta(Ordered.Meta):
        verbose_name = "montant"
        verbose_name_plural = "montants"
        constraints = (
            models.UniqueConstraint(
                fields=["fee", "starts_on"], name="fee_has_one_amount_from_one_day"
            ),
        )

    def __str__(self):
        return f"{self.amount} ({self.starts_on})"


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
