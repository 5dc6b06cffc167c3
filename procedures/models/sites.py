"""The places at which a préfecture receives people."""

from django.db import models

from .base import Identified, Preparable, Sourced
from .fields import CodesField, WeeklyHoursField
from .translated import Translated


class Site(Translated, Preparable, Sourced, Identified):
    name = models.CharField("nom", max_length=500, blank=True)
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("téléphone", max_length=100, blank=True)
    arrondissements = CodesField("arrondissements")
    handles = CodesField("familles de démarches traitées")
    weekly_hours = WeeklyHoursField()
    hours = models.TextField(
        "une précision sur les horaires",
        blank=True,
        help_text="Ce que les sept jours ne disent pas : « sur rendez-vous », « 1er lundi du "
        "mois ». Elle s'ajoute à la fin de la phrase.",
    )

    class Meta(Identified.Meta):
        verbose_name = "lieu d'accueil"
        verbose_name_plural = "lieux d'accueil"

    def __str__(self):
        return str(self.name or self.key)
