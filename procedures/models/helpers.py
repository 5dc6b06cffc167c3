"""The people who can help nearby: associations, access points, legal advice."""

from django.db import models

from .base import Local, Ordered, Sourced
from .fields import CodesField, WeeklyHoursField
from .translated import Translated


class Helper(Translated, Ordered, Sourced, Local):
    name = models.CharField("nom", max_length=500, blank=True)
    kind = models.CharField("type", max_length=100, blank=True)
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("téléphone", max_length=100, blank=True)
    hours = models.TextField("horaires, en une phrase", blank=True)
    weekly_hours = WeeklyHoursField()
    languages = CodesField("langues parlées")

    class Meta(Ordered.Meta):
        verbose_name = "aide de proximité"
        verbose_name_plural = "aides de proximité"

    def __str__(self):
        return str(self.name)
