"""The people who can help nearby: associations, access points, legal advice."""

from django.db import models

from .base import Identified, Preparable, Sourced
from .fields import CodesField, WeeklyHoursField
from .translated import Translated


class Helper(Translated, Preparable, Sourced, Identified):
    name = models.CharField("nom", max_length=500, blank=True)
    kind = models.CharField("type", max_length=100, blank=True)
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("téléphone", max_length=100, blank=True)
    weekly_hours = WeeklyHoursField()
    hours = models.TextField(
        "une précision sur les horaires",
        blank=True,
        help_text="Ce que les sept jours ne disent pas : « sur rendez-vous », « 1er lundi du "
        "mois ». Elle s'ajoute à la fin de la phrase.",
    )
    languages = CodesField("langues parlées")

    class Meta(Identified.Meta):
        verbose_name = "aide de proximité"
        verbose_name_plural = "aides de proximité"

    def __str__(self):
        return str(self.name)
