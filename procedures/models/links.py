"""The state of each link of the working copy: whether it still answers."""

from django.db import models


class LinkCheck(models.Model):
    """The last answer of an address. ``failures`` counts the failed runs since the last success."""

    class State(models.TextChoices):
        OK = "ok", "répond"
        MOVED = "moved", "a changé d'adresse"
        BY_HAND = "by_hand", "à vérifier à la main"
        DEAD = "dead", "mort"

    url = models.CharField("adresse", max_length=1000, unique=True)
    state = models.CharField("état", max_length=10, choices=State, db_index=True)
    status = models.PositiveSmallIntegerField("code de réponse", null=True, blank=True)
    detail = models.CharField("explication", max_length=300, blank=True)
    final_url = models.TextField("adresse d'arrivée", blank=True)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)
    checked_at = models.DateTimeField("vérifié le")

    class Meta:
        verbose_name = "lien vérifié"
        verbose_name_plural = "liens vérifiés"
        ordering = ("url",)

    def __str__(self):
        return self.url
