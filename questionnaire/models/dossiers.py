"""A dossier that an association keeps of a person it helps. Its content is sealed."""

from django.db import models
from django.utils import timezone

from .associations import Member, Organisation


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
