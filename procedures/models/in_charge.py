"""The person in charge of checking an entry again.

Names of agents are kept beside the catalogue, whose files and editions are public.
"""

from django.conf import settings
from django.db import models


class AboutAnEntry(models.Model):
    """Something noted about an entry of the catalogue, and never published with it."""

    model = models.CharField("sorte de contenu", max_length=50)
    object_id = models.BigIntegerField("contenu")

    class Meta:
        abstract = True


class PersonInCharge(AboutAnEntry):
    """The agent who checks an entry again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="personne",
        on_delete=models.CASCADE,
        related_name="entries_in_charge",
    )

    class Meta:
        verbose_name = "personne en charge"
        verbose_name_plural = "personnes en charge"
        constraints = (
            models.UniqueConstraint(
                fields=["model", "object_id"], name="entry_has_one_person_in_charge"
            ),
        )

    def __str__(self):
        return f"{self.model} {self.object_id} : {self.user}"
