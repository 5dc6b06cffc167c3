"""What is stored: associations with their sealed dossiers, and lists kept under a short code."""

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


class Dossier(models.Model):
    """A dossier. ``code`` names it in addresses and tells nothing.

    ``card`` holds what the list shows, ``content`` the rest; ``reference_digest`` finds a reference
    without telling it. ``edition`` is the number of the edition that it was last read with: an
    edition may go, a dossier stays. ``handed_by`` is there until the new holder opens it.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="dossiers", verbose_name="association"
    )
    holder = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="suivi par",
    )
    handed_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", verbose_name="transmis par"
    )
    code = models.CharField("code", max_length=20, unique=True, editable=False)
    reference_digest = models.CharField("empreinte de la référence", max_length=64, editable=False)
    card = models.TextField("fiche chiffrée", editable=False)
    content = models.TextField("contenu chiffré", editable=False)
    edition = models.PositiveIntegerField("édition", default=0)
    saved_at = models.DateTimeField("enregistré le", default=timezone.now)
    opened_at = models.DateTimeField("ouvert le", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "dossier"
        ordering = ("-saved_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "reference_digest"), name="one_dossier_a_reference"
            ),
        )
        indexes = (models.Index(fields=("edition", "id"), name="dossier_to_review"),)

    def __str__(self):
        return self.code


class ShortCode(models.Model):
    """A list kept under a short code. Without the code nothing in the row can be read.

    See docs/decisions/0033-a-short-code.md. The table has no serial number and no moment finer than
    a day: neither the order of visitors nor the hour is written.
    """

    locator = models.CharField("repère", max_length=64, primary_key=True)
    salt = models.BinaryField("sel")
    sealed = models.BinaryField("réponses chiffrées")
    expires = models.DateField("dernier jour", db_index=True)

    class Meta:
        verbose_name = "liste gardée par un code"
        verbose_name_plural = "listes gardées par un code"

    def __str__(self):
        return f"jusqu'au {self.expires}"


class MissedCodes(models.Model):
    """How many codes that open nothing were typed in an hour, on the whole site.

    A wrong code finds no row: its tries can be counted for all only, and for an address in the
    memory of a process (``portal.limits``).
    """

    # Written « 2026-11-24T21 ».
    hour = models.CharField("heure", max_length=13, primary_key=True)
    number = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "codes refusés"
        verbose_name_plural = "codes refusés"

    def __str__(self):
        return self.hour
