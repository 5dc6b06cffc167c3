"""The groups of values of a fact, above all groups of countries."""

from django.db import models

from .base import National, Ordered, Preparable, Renamable, Sourced, key_field
from .fields import CodesField, SynonymsField
from .translated import Translated


class Group(Translated, Ordered, Preparable, Renamable, Sourced, National):
    key = key_field(unique=True)
    fact = models.CharField("information", max_length=100)
    title = models.CharField("titre", max_length=500, blank=True)
    title_fr: str | None
    synonyms = SynonymsField()
    values = CodesField("valeurs", blank=False)

    class Meta(Ordered.Meta):
        verbose_name = "groupe de valeurs"
        verbose_name_plural = "groupes de valeurs"

    def __str__(self):
        return str(self.title or self.key)
