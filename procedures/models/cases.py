"""The test cases: an imagined person, their answers, and the result that they must get."""

from django.db import models

from procedures.engine.shortening import shortened

from .base import NATIONAL, Confidence, Ordered, Preparable, key_field, validate_key

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
