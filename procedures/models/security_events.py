"""The journal of security: who entered, who gave rights, who published, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SecurityEvent(models.Model):
    """One event, in words. It holds no address of a machine, and nothing of any visitor."""

    class Kind(models.TextChoices):
        LOGIN = "login", "connexion"
        LOGIN_REFUSED = "login_refused", "connexion refusée"
        CODE_REFUSED = "code_refused", "code refusé"
        PASSWORD_CHANGED = "password_changed", "mot de passe changé"
        FACTOR_ADDED = "factor_added", "second facteur ajouté"
        FACTOR_REMOVED = "factor_removed", "second facteur retiré"
        INVITED = "invited", "invitation donnée"
        ACCOUNT_CHANGED = "account_changed", "compte changé"
        ROLE_CHANGED = "role_changed", "droits changés"
        EXPORTED = "exported", "export"
        PUBLISHED = "published", "publication"
        CHANGES_PROPOSED = "changes_proposed", "changements proposés"
        CHANGES_WITHDRAWN = "changes_withdrawn", "proposition reprise"
        CHANGES_SENT_BACK = "changes_sent_back", "proposition renvoyée"
        HOST_PROPOSED = "host_proposed", "site proposé"
        HOST_APPROVED = "host_approved", "site approuvé"

    at = models.DateTimeField("moment", default=timezone.now, db_index=True)
    kind = models.CharField("événement", max_length=20, choices=Kind)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The account may be removed: its name stays.
    name = models.CharField("qui", max_length=254, blank=True)
    about = models.CharField("de quoi", max_length=300, blank=True)
    part = models.CharField("partie", max_length=100, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "événement du journal de sécurité"
        verbose_name_plural = "événements du journal de sécurité"

    def __str__(self):
        return f"{self.get_kind_display()} : {self.name or 'inconnu'}"
