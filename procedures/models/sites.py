"""The places at which a préfecture receives people."""

from django.db import models
from django.db.models import Q

from .base import Local, Ordered, Sourced, key_field
from .fields import CodesField, WeeklyHoursField
from .translated import Translated


class Site(Translated, Ordered, Sourced, Local):
    key = key_field(blank=True)
    name = models.CharField("nom", max_length=500, blank=True)
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("téléphone", max_length=100, blank=True)
    arrondissements = CodesField("arrondissements")
    handles = CodesField("familles de démarches traitées")
    hours = models.TextField("horaires, en une phrase", blank=True)
    weekly_hours = WeeklyHoursField()

    class Meta(Ordered.Meta):
        verbose_name = "lieu d'accueil"
        verbose_name_plural = "lieux d'accueil"
        constraints = (
            models.UniqueConstraint(
                fields=["department", "key"],
                condition=~Q(key=""),
                name="site_key_is_unique_in_its_department",
            ),
        )

    def __str__(self):
        return self.key or str(self.name)
