"""The announcements, of one préfecture or of all, with the days on which they are shown."""

from django.db import models

from .base import Local, Ordered, Preparable, Sourced
from .fields import CodesField
from .translated import Translated


class Notice(Translated, Ordered, Preparable, Sourced, Local):
    text = models.TextField("texte")
    starts_on = models.DateField(
        "premier jour concerné",
        null=True,
        blank=True,
        help_text="Le jour de la fermeture, par exemple. Vide : aucun jour précis.",
    )
    ends_on = models.DateField(
        "dernier jour concerné", null=True, blank=True, help_text="Ce jour compris."
    )
    shown_from = models.DateField(
        "affichée du",
        null=True,
        blank=True,
        help_text="Vide : à partir du premier jour concerné.",
    )
    shown_until = models.DateField(
        "affichée jusqu'au",
        null=True,
        blank=True,
        help_text="Ce jour compris. Vide : jusqu'au dernier jour concerné.",
    )
    families = CodesField("familles concernées", help_text="Vide : toutes les démarches.")

    class Meta(Ordered.Meta):
        verbose_name = "annonce"
        verbose_name_plural = "annonces"

    def __str__(self):
        return str(self.text)
