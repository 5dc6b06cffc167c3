"""An association that helps people, who works in it, who is invited, and who did what."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Organisation(models.Model):
    """An association. ``wrapped_key`` is its own key, which only a key of the server opens.

    While it is suspended its members open nothing of it, but its administrators export it; what it
    keeps stays as long as it would have.
    """

    name = models.CharField("nom", max_length=120)
    departments = models.JSONField("départements", default=list)
    wrapped_key = models.TextField("clé chiffrée", editable=False)
    created_at = models.DateTimeField("créée le", default=timezone.now, editable=False)
    suspended_at = models.DateTimeField("suspendue le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "association"
        ordering = ("name", "pk")

    def __str__(self):
        return self.name


class MemberRole(models.TextChoices):
    """What somebody may do in their association."""

    ADMINISTRATOR = "administrator", "administration"
    MEMBER = "member", "membre"


class Member(models.Model):
    """An account in an association. It is deleted with the account: no session outlives it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="members", verbose_name="association"
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="member", verbose_name="compte"
    )
    role = models.CharField("rôle", max_length=20, choices=MemberRole, default=MemberRole.MEMBER)
    joined_at = models.DateTimeField("arrivée le", default=timezone.now, editable=False)
    feed_digest = models.CharField(
        "empreinte du lien du calendrier", max_length=64, blank=True, db_index=True, editable=False
    )

    class Meta:
        verbose_name = "membre d'une association"
        verbose_name_plural = "membres d'une association"
        ordering = ("pk",)

    def __str__(self):
        return str(self.account)

    @property
    def is_administrator(self):
        return self.role == MemberRole.ADMINISTRATOR


class Invitation(models.Model):
    """A link that lets one person in, once. The database holds its digest, never the link."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name="association"
    )
    email = models.EmailField("adresse électronique")
    role = models.CharField("rôle", max_length=20, choices=MemberRole, default=MemberRole.MEMBER)
    digest = models.CharField("empreinte", max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("valable jusqu'au")

    class Meta:
        verbose_name = "invitation"
        ordering = ("expires_at", "pk")

    def __str__(self):
        return self.email


class LoggedAct(models.Model):
    """What somebody did with a dossier: who, what and which reference are sealed."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="acts", verbose_name="association"
    )
    at = models.DateTimeField("moment", default=timezone.now)
    sealed = models.TextField("contenu chiffré")

    class Meta:
        verbose_name = "acte noté"
        verbose_name_plural = "actes notés"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("organisation", "at"), name="logged_act_by_time"),)

    def __str__(self):
        return str(self.pk)
