"""The départements and their préfectures. The code « national » holds what is true everywhere."""

from django.core.validators import RegexValidator
from django.db import models

from .base import NATIONAL, READ_ON, Confidence, Sourced
from .fields import DocumentDateField, DurationField, ServiceField
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
