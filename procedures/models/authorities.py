"""Who decides, who judges and who receives, département by département."""

from django.db import models

from .base import National, Ordered, Preparable, Sourced, key_field
from .fields import CodesField, DocumentDateField


class AuthorityKind(models.TextChoices):
    PREFECTURE = "prefecture", "préfecture"
    SUB_PREFECTURE = "sous_prefecture", "sous-préfecture"
    COURT = "ta", "tribunal administratif"
    APPEAL = "caa", "cour administrative d'appel"
    NANTES = "ta_visas_nationalite", "tribunal des refus de visa et de nationalité"
    NATIONALITY_COURT = "tj_nationalite", "tribunal de la nationalité"
    REGISTRY = "greffe_nationalite", "greffe de la nationalité"
    ASYLUM = "guda", "guichet des demandes d'asile"
    OFII = "ofii", "OFII"
    NATURALISATION = "plateforme_naturalisation", "plateforme de naturalisation"
    FRANCE_SERVICES = "france_services", "France services"


class Authority(Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    kind = models.CharField("sorte", max_length=30, choices=AuthorityKind)
    name = models.CharField("nom officiel", max_length=300)
    departments = CodesField("départements", help_text="Aucun : toute la France.")
    arrondissement = models.CharField("arrondissement", max_length=10, blank=True, default="")
    commune = models.CharField(
        "code de la commune",
        max_length=5,
        blank=True,
        default="",
        db_default="",
        help_text="Le code de l'INSEE, pour une France services : le public cherche par commune.",
    )
    scope = models.CharField(
        "part du département",
        max_length=300,
        blank=True,
        default="",
        help_text="« TJ de Laon ». Vide : tout le département.",
    )
    address = models.CharField("adresse", max_length=300, blank=True, default="")
    phone = models.CharField("téléphone", max_length=30, blank=True, default="")
    email = models.EmailField("courriel", blank=True, default="")
    site = models.URLField("site internet", max_length=1000, blank=True)
    contact_dated = DocumentDateField("date de l'adresse et du téléphone")

    class Meta(Ordered.Meta):
        verbose_name = "autorité compétente"
        verbose_name_plural = "autorités compétentes"

    def __str__(self):
        return str(self.name or self.key)
