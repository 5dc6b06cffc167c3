"""The départements: their préfecture, sites and helpers, and who checks an entry again.

The code « national » holds what is true everywhere.
"""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from .base import NATIONAL, READ_ON, Confidence, Identified, Preparable, Sourced
from .fields import CodesField, DocumentDateField, DurationField, ServiceField, WeeklyHoursField
from .translated import Translated

validate_code = RegexValidator(
    rf"^({NATIONAL}|[0-9]{{2}}|2[AB]|9[78][0-9])\Z",
    f"Un code de département (« 82 », « 2A », « 974 ») ou « {NATIONAL} ».",
)


class Department(Translated, Sourced):
    code = models.CharField("code", max_length=10, unique=True, validators=[validate_code])
    name = models.CharField("nom", max_length=500, blank=True)
    name_fr: str | None
    prefecture_name = models.CharField("nom de la préfecture", max_length=500, blank=True)
    prefecture_name_fr: str | None
    prefecture_address = models.TextField("adresse", blank=True)
    prefecture_phone = models.CharField("téléphone", max_length=100, blank=True)
    prefecture_email = models.CharField("adresse électronique", max_length=254, blank=True)
    prefecture_site = models.URLField("site internet", max_length=1000, blank=True)
    prefecture_source_reference = models.TextField("source", blank=True)
    prefecture_source_url = models.URLField("lien de la source", max_length=1000, blank=True)
    prefecture_source_dated = DocumentDateField()
    prefecture_source_checked_on = models.DateField(
        "lu le", null=True, blank=True, help_text=READ_ON
    )
    prefecture_source_verified_on = models.DateField("vérifié le", null=True, blank=True)
    prefecture_source_verified_by = ServiceField()
    prefecture_confidence = models.CharField(
        "confiance", max_length=10, choices=Confidence, blank=True, default=""
    )
    prefecture_recheck_after = DurationField("à revérifier après")
    prefecture_owner = models.CharField("responsable", max_length=10, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = "département"
        verbose_name_plural = "départements"

    def __str__(self):
        return f"{self.code} {self.name}".strip()

    @property
    def part(self):
        return self.code


class AboutAnEntry(models.Model):
    """Something noted about an entry of the catalogue, and never published with it."""

    model = models.CharField("sorte de contenu", max_length=50)
    object_id = models.BigIntegerField("contenu")

    class Meta:
        abstract = True


class PersonInCharge(AboutAnEntry):
    """The agent who checks an entry again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="personne",
        on_delete=models.CASCADE,
        related_name="entries_in_charge",
    )

    class Meta:
        verbose_name = "personne en charge"
        verbose_name_plural = "personnes en charge"
        constraints = (
            models.UniqueConstraint(
                fields=["model", "object_id"], name="entry_has_one_person_in_charge"
            ),
        )

    def __str__(self):
        return f"{self.model} {self.object_id} : {self.user}"


class ImportedRow(AboutAnEntry):
    """What links an entry to a row of a public file: ``taken`` holds the values last read there.

    A row that leaves the file waits, marked with the day on which the file lacked it first.
    """

    feed = models.CharField("fichier", max_length=30)
    official_id = models.CharField("identifiant officiel", max_length=100)
    taken = models.JSONField("valeurs prises", default=dict)
    gone_since = models.DateField("n'est plus dans le fichier depuis le", null=True, blank=True)

    class Meta:
        verbose_name = "ligne d'un fichier importé"
        verbose_name_plural = "lignes de fichiers importés"
        constraints = (
            models.UniqueConstraint(
                fields=["feed", "official_id"], name="imported_row_of_a_file_is_one_entry"
            ),
        )

    def __str__(self):
        return f"{self.feed} {self.official_id}"


class Helper(Translated, Preparable, Sourced, Identified):
    name = models.CharField("nom", max_length=500, blank=True)
    kind = models.CharField("type", max_length=100, blank=True)
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("téléphone", max_length=100, blank=True)
    weekly_hours = WeeklyHoursField()
    hours = models.TextField(
        "une précision sur les horaires",
        blank=True,
        help_text="Ce que les sept jours ne disent pas : « sur rendez-vous », « 1er lundi du "
        "mois ». Elle s'ajoute à la fin de la phrase.",
    )
    languages = CodesField("langues parlées")

    class Meta(Identified.Meta):
        verbose_name = "aide de proximité"
        verbose_name_plural = "aides de proximité"

    def __str__(self):
        return str(self.name)


class Site(Translated, Preparable, Sourced, Identified):
    name = models.CharField("nom", max_length=500, blank=True)
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("téléphone", max_length=100, blank=True)
    arrondissements = CodesField("arrondissements")
    handles = CodesField("familles de démarches traitées")
    weekly_hours = WeeklyHoursField()
    hours = models.TextField(
        "une précision sur les horaires",
        blank=True,
        help_text="Ce que les sept jours ne disent pas : « sur rendez-vous », « 1er lundi du "
        "mois ». Elle s'ajoute à la fin de la phrase.",
    )

    class Meta(Identified.Meta):
        verbose_name = "lieu d'accueil"
        verbose_name_plural = "lieux d'accueil"

    def __str__(self):
        return str(self.name or self.key)


class WaitingTime(Translated, Preparable, Sourced, Identified):
    name = models.CharField("de quoi", max_length=500)
    handles = CodesField("démarches concernées")
    law = models.TextField("délai de la loi", blank=True)
    half = DurationField("la moitié des personnes attend moins de")
    nine_in_ten = DurationField("9 personnes sur 10 attendent moins de")
    average = DurationField("en moyenne")
    period = models.CharField(
        "période comptée", max_length=300, blank=True, help_text="« Janvier à juin 2026 »."
    )
    note = models.TextField("précision", blank=True)

    class Meta(Identified.Meta):
        verbose_name = "délai d'attente"
        verbose_name_plural = "délais d'attente"

    def __str__(self):
        return str(self.name)
