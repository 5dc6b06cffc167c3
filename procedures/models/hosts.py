"""The approved sites: those that a publisher has opened, and to which links may lead."""

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
