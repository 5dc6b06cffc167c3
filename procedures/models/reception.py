"""The entrance of a préfecture: the posts that may count visits, and how many came for what."""

from django.conf import settings
from django.db import models


class ReceptionPost(models.Model):
    """A screen at an entrance. Its link, which an agent opens and closes, lets it count visits.

    At a ``self_service`` terminal no agent stands: it forgets as the others do, and counts nothing.
    The database holds the digest of the link, never the link. ``counted`` is how many visits it
    counted on the day ``counted_on``: a link that got out spoils no more than a day's limit.
    ``last`` is the last of them while it may be cancelled, sealed: a backup tells of no person.
    ``used`` is digests of the latest touches that counted: none counts twice.
    """

    department = models.CharField("département", max_length=3)
    name = models.CharField("nom du poste", max_length=60)
    self_service = models.BooleanField("borne en libre service", default=False, db_default=False)
    digest = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    opened_on = models.DateField("ouvert le")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ouvert par",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closed_on = models.DateField("fermé le", null=True, blank=True)
    counted_on = models.DateField("compté le", null=True, blank=True, editable=False)
    counted = models.PositiveIntegerField("comptés ce jour", default=0, db_default=0)
    last = models.TextField("dernier compte", blank=True, default="", db_default="", editable=False)
    used = models.TextField(
        "touchers comptés", blank=True, default="", db_default="", editable=False
    )

    class Meta:
        verbose_name = "poste d'accueil"
        verbose_name_plural = "postes d'accueil"
        ordering = ("department", "name", "pk")

    def __str__(self):
        return f"{self.department} {self.name}"

    def counted_today(self, today):
        """Return how many visits it counted today, without those that were cancelled."""
        return self.counted if self.counted_on == today else 0


class ReceptionCount(models.Model):
    """The number of visits in a week, by département, reason, where the person looked, and wish.

    Nothing else is kept of a visit, and no moment finer than its week: see
    docs/decisions/0041-visits-by-the-week.md.
    """

    class Reason(models.TextChoices):
        INFORMATION = "information", "une information"
        NO_SLOT = "no_slot", "pas de créneau"
        WRONG_CHANNEL = "wrong_channel", "pas la bonne façon de déposer"
        MISSING_PAPER = "missing_paper", "un papier manquant"
        PICK_UP = "pick_up", "un titre à retirer"
        SUMMONS = "summons", "une convocation"
        OTHER = "other", "autre chose"

    class Looked(models.TextChoices):
        NOWHERE = "nowhere", "nulle part"
        PORTAL = "portal", "ce portail"
        PREFECTURE_SITE = "prefecture_site", "site de la préfecture"
        PHONE = "phone", "téléphone"
        ASSOCIATION = "association", "association"
        RELATIVES = "relatives", "famille ou amis"
        SERVICE_PUBLIC = "service_public", "service-public.gouv.fr"

    # The table has no serial number: rows created together would have neighbouring numbers.
    pk = models.CompositePrimaryKey("week", "department", "reason", "looked", "goal", "procedure")
    # Written « 2026-W48 »: this column cannot hold a day.
    week = models.CharField("semaine", max_length=8)
    department = models.CharField("département", max_length=3)
    reason = models.CharField("raison", max_length=20, choices=Reason)
    looked = models.CharField("où la personne avait cherché", max_length=20, choices=Looked)
    goal = models.CharField("but", max_length=100)
    procedure = models.CharField("démarche", max_length=100)
    number = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "compte de l'accueil"
        verbose_name_plural = "comptes de l'accueil"
        ordering = ("week", "department", "reason", "looked", "goal", "procedure")

    def __str__(self):
        return f"{self.week} {self.department} {self.reason}"
