"""The announcements, of one préfecture or of all, with the days on which they are shown."""

from django.db import models

from .base import Local, Ordered, Sourced
from .fields import CodesField
from .translated import Translated


class Notice(Translated, Ordered, Sourced, Local):
    text = models.TextField("texte")
    starts_on = models.DateField("à partir du", null=True, blank=True)
    ends_on = models.DateField("jusqu'au", null=True, blank=True, help_text="Ce jour compris.")
    families = CodesField("familles concernées", help_text="Vide : toutes les démarches.")

    class Meta(Ordered.Meta):
        verbose_name = "annonce"
        verbose_name_plural = "annonces"

    def __str__(self):
        return str(self.text)
