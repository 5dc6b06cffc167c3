"""The tariffs, with their amounts and the days from which each amount is in force."""

from django.db import models

from .base import National, Ordered, Preparable, Sourced, key_field
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
