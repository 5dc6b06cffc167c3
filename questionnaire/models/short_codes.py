"""Lists kept under a short code: encrypted with a key that only the code gives."""

from django.db import models


class ShortCode(models.Model):
    """A list kept under a short code. Without the code nothing in the row can be read.

    See docs/decisions/0033-a-short-code.md. The table has no serial number and no moment finer than
    a day: neither the order of visitors nor the hour is written.
    """

    locator = models.CharField("repère", max_length=64, primary_key=True)
    salt = models.BinaryField("sel")
    sealed = models.BinaryField("réponses chiffrées")
    expires = models.DateField("dernier jour", db_index=True)

    class Meta:
        verbose_name = "liste gardée par un code"
        verbose_name_plural = "listes gardées par un code"

    def __str__(self):
        return f"jusqu'au {self.expires}"


class MissedCodes(models.Model):
    """How many codes that open nothing were typed in an hour, on the whole site.

    A wrong code finds no row: its tries can be counted for all only, and for an address in the
    memory of a process (``portal.rate_limit``).
    """

    # Written « 2026-11-24T21 ».
    hour = models.CharField("heure", max_length=13, primary_key=True)
    number = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "codes refusés"
        verbose_name_plural = "codes refusés"

    def __str__(self):
        return self.hour
