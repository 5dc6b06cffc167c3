"""The official fiches (« Vos droits et démarches ») that the catalogue cites, and their history."""

from django.conf import settings
from django.db import models

from .departments import AboutAnEntry


class LawFiche(models.Model):
    """A fiche of service-public.gouv.fr, known by its number, such as « F2209 »."""

    number = models.CharField("numéro", max_length=20, unique=True)
    title = models.TextField("titre")
    url = models.URLField("adresse", max_length=1000, blank=True)
    seen_on = models.DateField("lue pour la dernière fois le")
    gone_on = models.DateField("disparue le", null=True, blank=True)

    class Meta:
        verbose_name = "fiche officielle"
        verbose_name_plural = "fiches officielles"
        ordering = ("number",)

    def __str__(self):
        return f"{self.number} {self.title}"


class LawVersion(models.Model):
    """The text of a fiche from one day on. A version is kept only if a sentence has changed."""

    fiche = models.ForeignKey(
        LawFiche, verbose_name="fiche", on_delete=models.CASCADE, related_name="versions"
    )
    digest = models.CharField("empreinte", max_length=64)
    modified_on = models.DateField("modifiée le, selon la fiche", null=True, blank=True)
    # The day of the reading, because some texts change while the date written in the fiche does
    # not.
    changed_on = models.DateField("a changé au plus tard le")
    paragraphs = models.JSONField("paragraphes", help_text="Section, puis texte.")

    class Meta:
        verbose_name = "version d'une fiche"
        verbose_name_plural = "versions des fiches"
        ordering = ("fiche", "pk")

    def __str__(self):
        return f"{self.fiche} ({self.changed_on})"


class LawReading(AboutAnEntry):
    """A note that somebody read a fiche, and that an entry citing it is still right.

    With ``ours``, the digest of the papers of a procedure, it is the ``reason`` why they differ
    from those of the fiche; without, a change of the fiche was read.
    """

    version = models.ForeignKey(
        LawVersion, verbose_name="version", on_delete=models.CASCADE, related_name="readings"
    )
    # The disappearance of a fiche is read apart, because its last text stays the same.
    gone = models.BooleanField("fiche disparue", default=False)
    ours = models.CharField("empreinte de nos papiers", max_length=64, blank=True, db_default="")
    reason = models.TextField("justifié parce que", blank=True, db_default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="lue par",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    read_at = models.DateTimeField("lue le", auto_now_add=True)

    class Meta:
        verbose_name = "lecture d'une fiche"
        verbose_name_plural = "lectures des fiches"
        constraints = (
            models.UniqueConstraint(
                fields=["version", "gone", "model", "object_id", "ours"],
                name="law_reading_is_noted_once",
            ),
        )

    def __str__(self):
        return f"{self.version} : {self.model} {self.object_id}"
