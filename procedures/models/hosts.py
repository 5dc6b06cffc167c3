"""The approved sites: those to which links may lead, and whether each link still works."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from .base import NATIONAL

validate_host = RegexValidator(
    r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}\Z",
    "Le nom d'un site, en petites lettres et sans « https:// » : « www.exemple.gouv.fr ».",
)


class ApprovedHost(models.Model):
    part = NATIONAL

    host = models.CharField("site", max_length=253, unique=True, validators=[validate_host])
    includes_subdomains = models.BooleanField(
        "avec ses sous-sites",
        default=False,
        help_text="« gouv.fr » permet alors « www.herault.gouv.fr », jamais « fauxgouv.fr ».",
    )
    mentions_only = models.BooleanField(
        "textes et sources seulement",
        default=False,
        help_text="Ce site peut être cité. Une façon de déposer, une préfecture ou une orientation "
        "ne peut pas y mener.",
    )
    reason = models.CharField("pourquoi", max_length=500)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="confirmé par",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approved_hosts",
    )
    approved_at = models.DateTimeField("confirmé le", default=timezone.now)

    class Meta:
        ordering = ("host",)
        verbose_name = "site approuvé"
        verbose_name_plural = "sites approuvés"

    def __str__(self):
        return self.host

    def covers(self, host: str) -> bool:
        """Tell whether a host is this site, or one of its subdomains if they are included.

        >>> row = ApprovedHost(host="gouv.fr", includes_subdomains=True)
        >>> row.covers("www.herault.gouv.fr"), row.covers("fauxgouv.fr")
        (True, False)
        """
        below = self.includes_subdomains and host.endswith(f".{self.host}")
        return host == self.host or below


class HostProposal(models.Model):
    """A site that one account opened and found right, and that waits for a second person."""

    host = models.CharField("site", max_length=253, unique=True, validators=[validate_host])
    part = models.CharField("partie", max_length=20, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="proposé par",
        on_delete=models.CASCADE,
        related_name="proposed_hosts",
    )
    proposed_at = models.DateTimeField("proposé le", default=timezone.now)

    class Meta:
        ordering = ("host",)
        verbose_name = "site proposé"
        verbose_name_plural = "sites proposés"

    def __str__(self):
        return self.host


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
