"""The examples: people of the cases whose story and journey are shown to everybody."""

from django.db import models

from .base import National, Ordered, Preparable, key_field, validate_key
from .fields import ServiceField
from .translated import Translated


class ExamplePerson(Translated, Ordered, Preparable, National):
    key = key_field(unique=True)
    # A name, not a relation: cases are stored last, and a case may belong to a département.
    case = models.CharField(
        "personne d'essai",
        max_length=100,
        validators=[validate_key],
        help_text="Ses réponses donnent la réponse que le public ouvre.",
    )
    title = models.CharField(
        "titre",
        max_length=200,
        help_text="Un prénom inventé et une situation : « Amina, étudiante à Montpellier ».",
    )
    story = models.TextField(
        "histoire", help_text="Trois à cinq phrases courtes. Rien qui vienne d'une vraie personne."
    )
    validated_by = ServiceField("relu par", db_default="")
    validated_on = models.DateField(
        "relu le",
        null=True,
        blank=True,
        help_text="Sans service et sans date, la page dit que personne n'a encore relu.",
    )

    class Meta(Ordered.Meta):
        verbose_name = "exemple public"
        verbose_name_plural = "exemples publics"

    def __str__(self):
        return str(self.title or self.key)


class ExampleMoment(Translated, Ordered, National):
    """A moment of the journey, from the first search to the card."""

    example = models.ForeignKey(
        ExamplePerson, verbose_name="exemple", on_delete=models.CASCADE, related_name="moments"
    )
    text = models.CharField("phrase", max_length=300)
    step = models.CharField(
        "étape datée",
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="La page montre alors ses dates, calculées comme dans la réponse.",
    )

    class Meta(Ordered.Meta):
        verbose_name = "moment"
        verbose_name_plural = "moments"

    def __str__(self):
        return str(self.text)
