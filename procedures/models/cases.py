"""The test cases (an imagined person and the result that they must get) and the invariants."""

from django.db import models

from procedures.engine.shortening import shortened

from .base import (
    NATIONAL,
    Confidence,
    National,
    Ordered,
    Preparable,
    Sourced,
    key_field,
    validate_key,
)
from .fields import CodesField, ConditionField, PhrasesField

# The most characters of a persona that stand for its case in lists.
MOST_LETTERS = 90


class Case(Ordered, Preparable):
    """A case of the national part, or of a département's part."""

    key = key_field(unique=True)
    department = models.ForeignKey(
        "procedures.Department",
        verbose_name="département",
        on_delete=models.CASCADE,
        related_name="cases",
        null=True,
        blank=True,
    )
    file = models.CharField("fichier", max_length=100, db_index=True, validators=[validate_key])
    persona = models.TextField("personne", blank=True)
    today = models.DateField("jour de l'essai", null=True, blank=True)
    answers = models.JSONField("réponses", default=dict, blank=True)
    expect = models.JSONField("résultat attendu", default=dict, blank=True)
    source = models.TextField("source", blank=True, help_text="Pourquoi ce résultat est le bon.")
    confidence = models.CharField(
        "confiance", max_length=10, choices=Confidence, blank=True, default=""
    )

    # A name, not a relation: the national case may go, and this one stays.
    instead_of = models.CharField(
        "à la place de",
        max_length=100,
        blank=True,
        validators=[validate_key],
        help_text="Le nom court d'une personne de tout le pays. "
        "Celle-ci remplace son résultat attendu.",
    )

    class Meta:
        ordering = ("file", "position", "pk")
        verbose_name = "personne d'essai"
        verbose_name_plural = "personnes d'essai"

    def __str__(self):
        return shortened(self.persona, MOST_LETTERS) if self.persona else self.key

    @property
    def part(self):
        return self.department.code if self.department_id else NATIONAL


ONE_IS_ENOUGH = (
    "Une expression par ligne. Une seule suffit, si elle est sûre d'être montrée, sur la fiche ou "
    "dans une orientation."
)


class Invariant(Ordered, Preparable, Sourced, National):
    key = key_field(unique=True)
    title = models.CharField(
        "garantie", max_length=300, help_text="Une phrase pour vos collègues : ce qui est promis."
    )
    when = ConditionField(
        "pour qui",
        help_text="Qui ne sait pas répondre compte aussi : la garantie vaut pour cette personne.",
    )
    never_procedures = CodesField("démarches jamais montrées")
    never_documents = CodesField("pièces jamais demandées")
    never_channels = CodesField("façons de déposer jamais proposées")
    never_places = CodesField("lieux où personne n'est envoyé")
    never_words = PhrasesField(
        "mots jamais montrés", help_text="Un mot par ligne. Les majuscules ne comptent pas."
    )
    never_but_for = PhrasesField(
        "sauf dans ces expressions",
        help_text="Une expression par ligne, par exemple « consulat de France ».",
    )
    never_told_with = PhrasesField(
        "sauf si la fiche dit aussi",
        help_text=ONE_IS_ENOUGH,
    )
    always_on = CodesField("démarches concernées", help_text="Vide : toutes les démarches.")
    always_told = PhrasesField(
        "leur fiche dit toujours",
        help_text=ONE_IS_ENOUGH,
    )
    always_first = PhrasesField(
        "étapes qui passent toujours en premier",
        help_text=(
            "Un mot par ligne, par exemple « 48 heures » : parmi les étapes qui ont un dernier "
            "jour, celles qui disent ce mot sont avant les autres."
        ),
    )

    class Meta(Ordered.Meta):
        verbose_name = "garantie"
        verbose_name_plural = "garanties"

    def __str__(self):
        return self.title
